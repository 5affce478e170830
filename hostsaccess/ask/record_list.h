/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * List: the words of list files in a record.  The library reads a list file
 * once in a decision, and tells of its words before the token that names it
 * first; every token that names it has them here.
 */
#ifndef ASK_RECORD_LIST_H
#define ASK_RECORD_LIST_H

#include "common/base/trace.h"

struct record;
struct record_token;

/* Adds the word of STEP, which is of the list file of a token to come. */
void record_list_add(struct record *record, const struct ha_step *step);

/* Returns the path of the list file that TOKEN names; empty: it names none. */
struct ha_slice record_list_name(const struct record_token *token);

/*
 * Sets the words of TOKEN, whose other members are set; those of the list file
 * that it names, none if it names none: the words added since the token before,
 * or, of a file that was read before, those that were added then.
 */
void record_list_take(struct record *record, struct record_token *token);

/*
 * Cuts a list short: the file of rules changed, and the words added since the
 * last token are those of none.  Of the others the library does not tell again.
 */
void record_list_cut(struct record *record);

#endif
