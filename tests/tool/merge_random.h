/* SPDX-License-Identifier: BSD-3-Clause */
/* Merging rule files of chance: tests of cmocka. */
#ifndef TESTS_MERGE_RANDOM_H
#define TESTS_MERGE_RANDOM_H

/* No rule that a refusal of theirs stands before comes to stand before it. */
void refusals_keep_their_place(void **state);

/* With what was merged as theirs, just that is what becomes of it. */
void merging_again_changes_nothing(void **state);

#endif
