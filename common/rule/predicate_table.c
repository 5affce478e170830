/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/predicate_table.h"

const struct ha_predicate ha_predicates[] = {
    {"country", HA_PREDICATE_COUNTRY, "hosts in the country ", ha_check_country,
     ha_match_country},
    {"continent", HA_PREDICATE_CONTINENT, "hosts on the continent ",
     ha_check_continent, ha_match_continent},
    {"asn", HA_PREDICATE_ASN, "hosts in the autonomous system ", ha_check_asn,
     ha_match_asn},
    {"forward", HA_PREDICATE_FORWARD, "hosts with an address of the name ",
     ha_check_forward, ha_match_forward},
    {"dnsbl", HA_PREDICATE_DNSBL, "hosts that are in the DNS list ",
     ha_check_dnsbl, ha_match_dnsbl},
    {.name = NULL},
};
