/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/predicate_table.h"

const struct ha_predicate ha_predicates[] = {
    {"country", "hosts in the country ", ha_check_country, ha_match_country},
    {"continent", "hosts on the continent ", ha_check_continent,
     ha_match_continent},
    {"asn", "hosts in the autonomous system ", ha_check_asn, ha_match_asn},
    {"forward", "hosts with an address of the name ", ha_check_forward,
     ha_match_forward},
    {"dnsbl", "hosts that are in the DNS list ", ha_check_dnsbl,
     ha_match_dnsbl},
    {.name = NULL},
};
