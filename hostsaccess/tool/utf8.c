/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/utf8.h"

size_t
utf8_size(struct ha_slice s)
{
	/* By the first byte: size, and bounds of the second byte. */
	static const struct {
		unsigned char first, last, size, low, high;
	} forms[] = {
	    {0x00, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf},
	    {0xe0, 0xe0, 3, 0xa0, 0xbf}, {0xe1, 0xec, 3, 0x80, 0xbf},
	    {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
	    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf},
	    {0xf4, 0xf4, 4, 0x80, 0x8f},
	};
	const unsigned char *bytes = (const unsigned char *)s.data;

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t size = forms[i].size;

		if (bytes[0] < forms[i].first || bytes[0] > forms[i].last)
			continue;
		if (size > s.size || (size > 1 && (bytes[1] < forms[i].low ||
						   bytes[1] > forms[i].high)))
			return 0;
		for (size_t at = 2; at < size; at++)
			if ((bytes[at] & 0xc0) != 0x80)
				return 0;
		return size;
	}
	return 0;
}

bool
utf8_is(struct ha_slice s)
{
	while (s.size > 0) {
		size_t size = utf8_size(s);

		if (size == 0)
			return false;
		s = ha_slice_from(s, size);
	}
	return true;
}

unsigned
utf8_decode(const char *bytes, size_t size)
{
	static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned character = (unsigned char)bytes[0] & masks[size];

	for (size_t i = 1; i < size; i++)
		character = character << 6 | ((unsigned char)bytes[i] & 0x3f);
	return character;
}

struct ha_slice
utf8_head(struct ha_slice s, size_t size)
{
	size_t start = size;

	if (size >= s.size)
		return s;
	while (start > 0 && size - start < 4 &&
	       ((unsigned char)s.data[start] & 0xc0) == 0x80)
		start--;
	/* a sequence goes on at SIZE: all of it stays out */
	if (start < size && utf8_size(ha_slice_from(s, start)) > size - start)
		size = start;
	return ha_slice_head(s, size);
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

char
utf8_looks_like(unsigned character)
{
	static const struct {
		unsigned character;
		char ascii;
	} letters[] = {
	    {0x131, 'i'},   {0x251, 'a'},   {0x261, 'g'},  {0x2d0, ':'},
	    {0x391, 'A'},   {0x392, 'B'},   {0x395, 'E'},  {0x396, 'Z'},
	    {0x397, 'H'},   {0x399, 'I'},   {0x39a, 'K'},  {0x39c, 'M'},
	    {0x39d, 'N'},   {0x39f, 'O'},   {0x3a1, 'P'},  {0x3a4, 'T'},
	    {0x3a5, 'Y'},   {0x3a7, 'X'},   {0x3b1, 'a'},  {0x3b9, 'i'},
	    {0x3bd, 'v'},   {0x3bf, 'o'},   {0x3c1, 'p'},  {0x3c5, 'u'},
	    {0x405, 'S'},   {0x406, 'I'},   {0x408, 'J'},  {0x410, 'A'},
	    {0x412, 'B'},   {0x415, 'E'},   {0x41a, 'K'},  {0x41c, 'M'},
	    {0x41d, 'H'},   {0x41e, 'O'},   {0x420, 'P'},  {0x421, 'C'},
	    {0x422, 'T'},   {0x423, 'Y'},   {0x425, 'X'},  {0x430, 'a'},
	    {0x435, 'e'},   {0x43e, 'o'},   {0x440, 'p'},  {0x441, 'c'},
	    {0x443, 'y'},   {0x445, 'x'},   {0x455, 's'},  {0x456, 'i'},
	    {0x458, 'j'},   {0x4bb, 'h'},   {0x4cf, 'l'},  {0x501, 'd'},
	    {0x51b, 'q'},   {0x51d, 'w'},   {0x57d, 'u'},  {0x585, 'o'},
	    {0x589, ':'},   {0x5c3, ':'},   {0x13a0, 'D'}, {0x13a1, 'R'},
	    {0x13a2, 'T'},  {0x13a5, 'i'},  {0x13aa, 'A'}, {0x13ab, 'J'},
	    {0x13ac, 'E'},  {0x13b3, 'W'},  {0x13b7, 'M'}, {0x13bb, 'H'},
	    {0x13c0, 'G'},  {0x13c2, 'h'},  {0x13c3, 'Z'}, {0x13ce, '4'},
	    {0x13cf, 'b'},  {0x13d2, 'R'},  {0x13d4, 'W'}, {0x13d5, 'S'},
	    {0x13d9, 'V'},  {0x13da, 'S'},  {0x13de, 'L'}, {0x13df, 'C'},
	    {0x13e2, 'P'},  {0x13e6, 'K'},  {0x13e7, 'd'}, {0x13f3, 'G'},
	    {0x13f4, 'B'},  {0x14aa, 'L'},  {0x15c5, 'A'}, {0x2010, '-'},
	    {0x2011, '-'},  {0x2012, '-'},  {0x2013, '-'}, {0x2014, '-'},
	    {0x2018, '\''}, {0x2019, '\''}, {0x201a, ','}, {0x201c, '"'},
	    {0x201d, '"'},  {0x2024, '.'},  {0x2044, '/'}, {0x2160, 'I'},
	    {0x2164, 'V'},  {0x2169, 'X'},  {0x216c, 'L'}, {0x216d, 'C'},
	    {0x216e, 'D'},  {0x216f, 'M'},  {0x2170, 'i'}, {0x2174, 'v'},
	    {0x2179, 'x'},  {0x217c, 'l'},  {0x217d, 'c'}, {0x217e, 'd'},
	    {0x217f, 'm'},  {0x2212, '-'},  {0x2215, '/'}, {0x2216, '\\'},
	    {0x2236, ':'},  {0xa4d0, 'B'},  {0xa4d1, 'P'}, {0xa4d3, 'D'},
	    {0xa4d4, 'T'},  {0xa4d6, 'G'},  {0xa4d7, 'K'}, {0xa4d9, 'J'},
	    {0xa4da, 'C'},  {0xa4dc, 'Z'},  {0xa4dd, 'F'}, {0xa4df, 'M'},
	    {0xa4e0, 'N'},  {0xa4e1, 'L'},  {0xa4e2, 'S'}, {0xa4e3, 'R'},
	    {0xa4e6, 'V'},  {0xa4e7, 'H'},  {0xa4ea, 'W'}, {0xa4eb, 'X'},
	    {0xa4ec, 'Y'},  {0xa4ee, 'A'},  {0xa4f0, 'E'}, {0xa4f2, 'I'},
	    {0xa4f3, 'O'},  {0xa4f4, 'U'},  {0xa4f8, '.'}, {0xa4f9, ','},
	    {0xa4fd, ':'},  {0xa789, ':'},  {0xfe55, ':'},
	};

	for (size_t i = 0; i < COUNT(letters); i++)
		if (letters[i].character == character)
			return letters[i].ascii;
	if (character >= 0xab70 && character <= 0xabbf) /* small Cherokee */
		return utf8_looks_like(character - 0xab70 + 0x13a0);
	if (character >= 0xff01 && character <= 0xff5e) /* of full width */
		return (char)(character - 0xff01 + '!');
	if (character >= 0x1d400 && character <= 0x1d6a3) /* of formulas */
		return (char)((character - 0x1d400) % 52 < 26
				  ? 'A' + (character - 0x1d400) % 52
				  : 'a' + (character - 0x1d400) % 52 - 26);
	if (character >= 0x1d7ce && character <= 0x1d7ff)
		return (char)('0' + (character - 0x1d7ce) % 10);
	return '\0';
}

static bool
is_ascii_letter(char c)
{
	return ha_fold(c) >= 'a' && ha_fold(c) <= 'z';
}

/* Whether the byte C belongs to a word. */
static bool
is_of_word(char c)
{
	return ha_in_class(c, HA_C_HOST_NAME) || (unsigned char)c >= 0x80;
}

/* Whether the word around AT in S has ASCII letters, or none but lookalikes. */
static bool
word_may_deceive(struct ha_slice s, size_t at)
{
	size_t start = at, size;
	bool other = false;

	while (start > 0 && is_of_word(s.data[start - 1]))
		start--;
	for (; start < s.size && is_of_word(s.data[start]); start += size) {
		struct ha_slice rest = ha_slice_from(s, start);

		if (is_ascii_letter(s.data[start]))
			return true;
		size = utf8_size(rest);
		if (size > 1 &&
		    utf8_looks_like(utf8_decode(rest.data, size)) == 0)
			other = true;
		if (size == 0)
			size = 1;
	}
	return !other;
}

bool
utf8_is_plain(struct ha_slice s, size_t at, size_t size)
{
	unsigned character = utf8_decode(s.data + at, size);
	char ascii = utf8_looks_like(character);

	if (utf8_is_hidden(character) || utf8_is_right_to_left(character))
		return false;
	if (ascii == '\0')
		return true;
	return is_ascii_letter(ascii) && character < 0x2000 &&
	       !word_may_deceive(s, at);
}

const char *
utf16_name(struct ha_slice text)
{
	const char *bytes = text.data;

	if (text.size < 4)
		return NULL;
	if (memcmp(bytes, "\xff\xfe", 2) == 0 ||
	    memcmp(bytes, "\xfe\xff", 2) == 0)
		return "UTF-16";
	if (bytes[0] && !bytes[1] && bytes[2] && !bytes[3])
		return "UTF-16LE";
	if (!bytes[0] && bytes[1] && !bytes[2] && bytes[3])
		return "UTF-16BE";
	return NULL;
}
