/* SPDX-License-Identifier: BSD-3-Clause */
/* From: what reads the rules of each format into a model. */
#ifndef CONVERT_FROM_H
#define CONVERT_FROM_H

#include "hostsaccess/convert/context.h"

/*
 * Each reads the file of CONVERSION, or the one that the format has by default,
 * into its model.  What is in error is a fault of CONVERSION.
 */

/* access.conf(5), as pam_access(8) reads it. */
void from_access(struct conversion *conversion);

/* AllowUsers and its like of sshd_config(5), also in Match blocks. */
void from_sshd(struct conversion *conversion);

/* A block list: nets and ranges, in lines or in commas; refuses all of them. */
void from_list(struct conversion *conversion);

/* Likewise, a table with commas: the nets stand in one or two columns. */
void from_csv(struct conversion *conversion);

/* hosts.allow and hosts.deny, as they are for one daemon. */
void from_hosts(struct conversion *conversion);

#endif
