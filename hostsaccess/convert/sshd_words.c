/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_words.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_letter(char c)
{
	return ha_in_class(c, HA_C_HOST_NAME) && c != '.' && c != '-' &&
	       c != '_';
}

static struct ha_slice
skip_blanks(struct ha_slice text)
{
	while (text.size > 0 && is_blank(text.data[0]))
		text = ha_slice_from(text, 1);
	return text;
}

/* sshd takes blanks of these kinds off the end of a line. */
static struct ha_slice
without_end(struct ha_slice text)
{
	while (text.size > 0 && (is_blank(text.data[text.size - 1]) ||
				 text.data[text.size - 1] == '\r' ||
				 text.data[text.size - 1] == '\f'))
		text.size--;
	return text;
}

/* How many bytes a keyword has that TEXT begins with, quotes and all; 0: none.
 */
static size_t
keyword_size(struct ha_slice text)
{
	size_t quote = text.data[0] == '"', end = quote;

	while (end < text.size && is_letter(text.data[end]))
		end++;
	if (end == quote)
		return 0;
	if (quote && (end == text.size || text.data[end++] != '"'))
		return 0;
	if (end == text.size || is_blank(text.data[end]) ||
	    (!quote && text.data[end] == '='))
		return end;
	return 0;
}

bool
sshd_keyword_take(struct ha_slice *rest, struct ha_slice *word)
{
	struct ha_slice text = skip_blanks(without_end(*rest));
	size_t size = 0, end = 0;

	*word = ha_slice_head(text, 0);
	if (text.size == 0 || text.data[0] == '#')
		return true;
	size = keyword_size(text);
	while (end < text.size && !is_blank(text.data[end]))
		end++;
	*word = ha_slice_head(text, size > 0 ? size : end);
	if (size == 0)
		return false;
	*rest = skip_blanks(ha_slice_from(text, size));
	if (text.data[0] == '"')
		*word = ha_slice_head(ha_slice_from(text, 1), size - 2);
	else if (rest->size > 0 && rest->data[0] == '=')
		*rest = ha_slice_from(*rest, 1);
	return true;
}

/* Finds the end of the word that TEXT begins with, as sshd does. */
static size_t
word_end(struct ha_slice text, struct sshd_word *word)
{
	char quote = '\0';
	size_t end = 0;

	for (; end < text.size; end++) {
		char c = text.data[end];

		if (!quote && is_blank(c))
			break;
		if (c == '\\') {
			word->joined = true;
			end += end + 1 < text.size &&
			       strchr(quote ? "'\"\\" : "'\"\\ ",
				      text.data[end + 1]) != NULL;
		} else if (quote ? c == quote : c == '"' || c == '\'') {
			word->joined |= !quote && end > 0;
			quote = quote ? '\0' : c;
		} else if ((unsigned char)c < ' ' || c == '\x7f') {
			word->joined = true;
		}
	}
	word->open = quote != '\0';
	return end;
}

/* Whether TEXT, a word that begins with a quote, is nothing but that. */
static bool
is_quoted(struct ha_slice text)
{
	return ha_slice_find(ha_slice_from(text, 1), text.data[0]) + 2 ==
	       text.size;
}

bool
sshd_word_take(struct ha_slice *rest, struct sshd_word *word)
{
	struct ha_slice text = skip_blanks(*rest);
	size_t end;

	*word = (struct sshd_word){.text = ha_slice_head(text, 0)};
	if (text.size == 0 || text.data[0] == '#')
		return false;
	end = word_end(text, word);
	*rest = ha_slice_from(text, end);
	word->text = ha_slice_head(text, end);
	if (text.data[0] != '"' && text.data[0] != '\'')
		return true;
	if (word->open || !is_quoted(word->text))
		word->joined = true;
	else if (!word->joined)
		word->text = ha_slice_head(ha_slice_from(text, 1), end - 2);
	return true;
}
