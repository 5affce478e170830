/* SPDX-License-Identifier: BSD-3-Clause */
/* The predicates that there are (hostsaccess_rules(5), CONDITIONS). */
#ifndef HA_PREDICATE_TABLE_H
#define HA_PREDICATE_TABLE_H

#include "common/rule/predicate.h"

enum ha_diagnostic_id ha_check_country(struct ha_slice value);
enum ha_diagnostic_id ha_check_continent(struct ha_slice value);
enum ha_diagnostic_id ha_check_asn(struct ha_slice value);
enum ha_diagnostic_id ha_check_forward(struct ha_slice value);
enum ha_diagnostic_id ha_check_dnsbl(struct ha_slice value);

enum ha_match ha_match_country(const struct ha_condition *condition);
enum ha_match ha_match_continent(const struct ha_condition *condition);
enum ha_match ha_match_asn(const struct ha_condition *condition);
enum ha_match ha_match_forward(const struct ha_condition *condition);
enum ha_match ha_match_dnsbl(const struct ha_condition *condition);

#endif
