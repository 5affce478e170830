/* SPDX-License-Identifier: BSD-3-Clause */
/* How hits are shown beside their rules. */
#ifndef RULES_HITS_SHOW_H
#define RULES_HITS_SHOW_H

#include "hostsaccess/rules/hits.h"
#include "hostsaccess/tool/json.h"

/* Writes how often HIT decided and when last, in local time, to STREAM. */
void hit_show(FILE *stream, const struct hit *hit);

/* Likewise as keys of the object that JSON is in. */
void hit_show_json(struct json *json, const struct hit *hit);

#endif
