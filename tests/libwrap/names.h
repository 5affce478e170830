/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names: look-ups of the library are answered from this table, and nothing is
 * ever asked of the network.
 *
 *   127.0.0.1   as the system says (/etc/hosts)
 *   127.0.0.2   two.example.net, confirmed
 *   127.0.0.3   liar.example.net, which has another address
 *   127.0.0.4   a failure for the moment
 *   127.0.0.5   slow.example.net, confirmed; known only after 0.3 s
 *   ::1         six.example.net, confirmed
 *
 * All else is known not to exist.
 */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

/* Whether "lookup TEXT" is told (wrap_tell()) of each. */
extern bool names_told;

/* Returns whether the system has a name for 127.0.0.1, and confirms it. */
bool names_localhost(void);

#endif
