/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The rows by which our verdicts may differ from those of tcp_wrappers:
 * X(id, name).
 *
 * Left out are rows that cannot touch a verdict here: wildcard-cost (same
 * verdicts, other time), sticky (no verdict depends on what sticks) and
 * resolver-failure (all facts are given, nothing is looked up).
 */
#ifndef ORACLE_ROWS_H
#define ORACLE_ROWS_H

#define MODEL_ROWS(X) \
	X(LAST_NEWLINE, "last-newline") \
	X(LINE_LENGTH, "line-length") \
	X(UNREADABLE, "unreadable") \
	X(NUL, "nul") \
	X(BOM, "bom") \
	X(COMMENT_INDENTED, "comment-indented") \
	X(COMMENT_INLINE, "comment-inline") \
	X(BRACKETS, "brackets") \
	X(V6_BARE, "v6-bare") \
	X(V6_INNER, "v6-inner") \
	X(V6_TEXT, "v6-text") \
	X(ZONE, "zone") \
	X(MAPPED, "mapped") \
	X(PREFIX_NAME, "prefix-name") \
	X(SUFFIX_ADDRESS, "suffix-address") \
	X(WILDCARD_NUMERIC, "wildcard-numeric") \
	X(WILDCARD_WORDS, "wildcard-words") \
	X(WILDCARD_END, "wildcard-end") \
	X(NET_HOSTBITS, "net-hostbits") \
	X(NET_ZERO, "net-zero") \
	X(NET_ALL_ONES, "net-all-ones") \
	X(MASK_JUNK, "mask-junk") \
	X(LIST_FILE, "list-file") \
	X(SEVERITY_NAMES, "severity-names") \
	X(ACLEXEC_FLAG, "aclexec-flag") \
	X(NETGROUP_ADDRESS, "netgroup-address") \
	X(OPTION_NUMBERS, "option-numbers") \
	X(CLIENT_TEXT, "client-text") \
	X(V6_NAME, "v6-name") \
	X(NOT_CARRIED_OUT, "not-carried-out")

#endif
