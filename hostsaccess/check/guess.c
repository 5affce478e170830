/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/guess.h"

#include "common/rule/pattern.h"
#include "common/rule/wildcard.h"
#include "hostsaccess/check/address.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/nearest.h"
#include "hostsaccess/tool/utf8.h"

#include <string.h>

bool
guess_fits_states(struct ha_slice text)
{
	if (ha_slice_find(text, '*') == 0 &&
	    ha_slice_all(text, HA_C_WILDCARD) &&
	    ha_slice_find(text, '?') == text.size)
		return false;
	return ha_wildcard_match(text, ha_slice_of("unknown")) ||
	       ha_wildcard_match(text, ha_slice_of("paranoid"));
}

const char *
guess_keyword(struct ha_slice token)
{
	static const char *const words[] = {"ALL",     "LOCAL",    "KNOWN",
					    "UNKNOWN", "PARANOID", "EXCEPT"};
	static const char *const except[] = {"EXCEPT"};
	static const char *const everybody[] = {"any", "anybody", "anyone",
						"everybody", "everyone"};
	bool upper = true;

	for (size_t i = 0; i < sizeof(everybody) / sizeof(*everybody); i++)
		if (ha_slice_is(token, everybody[i]))
			return "ALL";
	for (size_t i = 0; i < token.size; i++)
		upper = upper && token.data[i] >= 'A' && token.data[i] <= 'Z';
	if (token.size > 6 && memcmp(token.data, "EXCEPT", 6) == 0)
		return "EXCEPT";
	if (!upper)
		return nearest_word(token, except, 1);
	if (ha_slice_is(token, "FAIL"))
		return "EXCEPT";
	return nearest_word(token, words, sizeof(words) / sizeof(*words));
}

#define SEPARATED "words of a list are separated by blanks or commas"
#define EXCEPTED "EXCEPT takes words out of a list"
#define RANGED "a range is written as nets, such as 192.0.2.0/28"
#define ALONE "the words of a list stand alone"
#define EMPTY "a template had no value for it; a rule for nobody needs no line"

const char *
guess_no_keyword(struct ha_slice token)
{
	static const struct {
		const char *word, *advice;
	} words[] = {
	    {"AND", SEPARATED},
	    {"OR", SEPARATED},
	    {"NOT", EXCEPTED},
	    {"BUT", EXCEPTED},
	    {"WITHOUT", EXCEPTED},
	    {"EXCLUDE", EXCEPTED},
	    {"EXCLUDING", EXCEPTED},
	    {"UNLESS", EXCEPTED},
	    {"TO", RANGED},
	    {"THRU", RANGED},
	    {"THROUGH", RANGED},
	    {"UNTIL", RANGED},
	    {"FROM", ALONE},
	    {"ONLY", ALONE},
	    {"None", EMPTY},
	    {"null", EMPTY},
	    {"nil", EMPTY},
	    {"undefined", EMPTY},
	    {"AnsibleUndefined", EMPTY},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (ha_slice_is(token, words[i].word))
			return words[i].advice;
	return NULL;
}

const char *
guess_no_daemon(struct ha_slice token)
{
	static const char *const verdicts[] = {"allow", "deny", "permit",
					       "reject", "accept"};

	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++)
		if (ha_slice_is(token, verdicts[i]))
			return "the file says allow or deny, or an option "
			       "behind a second ':'";
	if (ha_slice_is(token, "-") || ha_slice_is(token, "+"))
		return "such rules are those of access.conf(5), which another "
		       "file has";
	return guess_no_keyword(token);
}

bool
guess_is_live(struct ha_slice word)
{
	struct ha_pattern pattern;

	if (word.size == 0)
		return false;
	ha_pattern_of_host(word, (struct ha_place){0}, NULL, &pattern);
	switch (pattern.kind) {
	case HA_PATTERN_TEXT:
		return pattern.numeric
			   ? ha_address_parse(word, &pattern.net.base)
			   : ha_slice_is(word, "EXCEPT") ||
				 (ha_slice_any(word, HA_C_DOT) &&
				  ha_slice_all(word, HA_C_HOST_NAME));
	case HA_PATTERN_WILDCARD: /* not the '?' of a sentence */
		return ha_slice_find(word, '*') < word.size &&
		       ha_slice_all(word, HA_C_HOST_NAME | HA_C_WILDCARD);
	case HA_PATTERN_PREFIX:
		return address_is_prefix(word);
	case HA_PATTERN_ALL:
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_UNKNOWN:
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_LOCAL:
	case HA_PATTERN_PREDICATE:
	case HA_PATTERN_NET:
	case HA_PATTERN_SUFFIX:
		return true;
	case HA_PATTERN_NEVER:
	case HA_PATTERN_NETGROUP:
	case HA_PATTERN_LIST:
	case HA_PATTERN_FULL_NAME:
	case HA_PATTERN_PORT:
		break;
	}
	return false;
}

/* Characters that look like others, and what they look like. */
static const struct {
	const char *bytes, *meaning;
} lookalikes[] = {
    {"\xc2\xa0", "a no-break space is no blank"},
    {"\xe2\x80\x8b", "an invisible character (U+200B) stands in it"},
    {"\xef\xbb\xbf", "an invisible character (U+FEFF) stands in it"},
    {"\xe3\x80\x80", "a wide space (U+3000) is no blank"},
    {"\xef\xbc\x9a", "a wide colon (U+FF1A) is no ':'"},
    {"\xef\xbc\x8c", "a wide comma (U+FF0C) is no ','"},
    {"\xe2\x80\x9c", "quotes are plain text here"},
    {"\xe2\x80\x9d", "quotes are plain text here"},
    {"\xe2\x80\x93", "a dash (U+2013) is no '-'"},
    {"#", "a comment begins with a blank and '#'"},
    {"!", "EXCEPT takes clients out of a list"},
    {"\"", "quotes are plain text here"},
    {"'", "quotes are plain text here"},
    {";", "patterns are separated by blanks or commas"},
    {"|", "patterns are separated by blanks or commas"},
    {"&", "patterns are separated by blanks or commas"},
    {"\\", "a net is written with '/', and a line is continued by a "
	   "backslash at its very end"},
    {"\v", "an invisible character stands in it"},
    {"\f", "an invisible character stands in it"},
};

bool
guess_unwrapped(struct hint *hint, struct ha_slice token)
{
	static const char wraps[] = "(){}\"'`";
	size_t size = token.size;

	while (token.size > 0 && strchr(wraps, token.data[0]) &&
	       token.data[0] != '\0')
		token = ha_slice_from(token, 1);
	while (token.size > 0 && token.data[token.size - 1] != '\0' &&
	       strchr(wraps, token.data[token.size - 1]))
		token.size--;
	if (token.size == size || !guess_is_live(token))
		return false;
	hint_mean(hint, token);
	return true;
}

/* Names the first character of TOKEN that is not what it seems to be. */
static void
hint_character(struct hint *hint, struct ha_slice token)
{
	for (size_t size; token.size > 0; token = ha_slice_from(token, size)) {
		unsigned character;

		size = utf8_size(token);
		if (size <= 1) {
			size = 1;
			continue;
		}
		character = utf8_decode(token.data, size);
		if (utf8_is_hidden(character))
			hint_add(hint,
				 "a character that cannot be seen "
				 "(U+%04X) stands in it",
				 character);
		else if (utf8_looks_like(character))
			hint_add(hint,
				 "U+%04X looks like '%c', and is another "
				 "character",
				 character, utf8_looks_like(character));
		else
			continue;
		return;
	}
}

void
guess_byte(struct hint *hint, struct ha_slice token)
{
	if (guess_unwrapped(hint, token))
		return;
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(*lookalikes); i++) {
		const char *bytes = lookalikes[i].bytes;

		if (token.size == 0 ||
		    !memmem(token.data, token.size, bytes, strlen(bytes)))
			continue;
		hint_add(hint, "%s", lookalikes[i].meaning);
		return;
	}
	hint_character(hint, token);
}
