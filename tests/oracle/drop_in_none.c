/* SPDX-License-Identifier: BSD-3-Clause */
/* Where tests are built without tcp_wrappers, nobody asks a drop-in for it. */
#include "tests/oracle/drop_in.h"

#include <err.h>

bool
drop_in_allows(const char *allow, const char *deny,
	       const struct model_client *client)
{
	(void)allow, (void)deny, (void)client;
	errx(2, "%s: built without tcp_wrappers", DROP_IN_FOLDER);
}

void
drop_in_serve(int argc, char **argv)
{
	(void)argc, (void)argv;
}
