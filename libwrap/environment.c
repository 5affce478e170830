/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The environment of a setuid program is that of whoever calls it.  Of what the
 * C library reads there, the loader takes out the most, but not these, which
 * make other names of those that are found (host.conf(5)): a rule that refuses
 * a name would not match it.
 */
#include <stdlib.h>
#include <sys/auxv.h>

static const char *const names[] = {"RESOLV_ADD_TRIM_DOMAINS",
				    "RESOLV_MULTI",
				    "RESOLV_OVERRIDE_TRIM_DOMAINS",
				    "RESOLV_REORDER",
				    "RESOLV_SERV_ORDER",
				    "RESOLV_SPOOF_CHECK"};

__attribute__((constructor)) static void
take_out(void)
{
	if (!getauxval(AT_SECURE))
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
}
