/* SPDX-License-Identifier: BSD-3-Clause */
/* The predicates that there are: none so far. */
#include "common/rule/predicate.h"

const struct ha_predicate ha_predicates[] = {{.name = NULL}};
