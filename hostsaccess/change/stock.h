/* SPDX-License-Identifier: BSD-3-Clause */
/* Stock: whether tcp_wrappers reads the rule files, too. */
#ifndef CHANGE_STOCK_H
#define CHANGE_STOCK_H

#include "hostsaccess/change/meet.h"

/* Returns whether a daemon of MEET is linked with it, and asks it, here. */
bool stock_asks(const struct meet *meet);

#endif
