/* SPDX-License-Identifier: BSD-3-Clause */
/* Client text: the words of a banner, to the client. */
#ifndef LIBWRAP_CLIENT_TEXT_H
#define LIBWRAP_CLIENT_TEXT_H

/*
 * Sends TEXT, its lines ended as on the network, to the connected socket FD,
 * as far as the client takes it in a short time.  Nothing happens to any other
 * descriptor, or to none (-1).
 */
void client_text_send(int fd, const char *text);

#endif
