/* SPDX-License-Identifier: BSD-3-Clause */
/* JSON steps: the rules that were compared, for programs. */
#ifndef EXPLAIN_JSON_STEPS_H
#define EXPLAIN_JSON_STEPS_H

struct json;
struct record;

/* Adds the rules of RECORD to JSON, an object: the array "steps". */
void explain_json_steps(struct json *json, const struct record *record);

#endif
