/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/pseudo.h"

#include <stddef.h>
#include <stdint.h>

/*
 * By the numbers of statfs(2).  Of a command line in /proc, another user is
 * the author, whoever owns the file.
 */
static const struct {
	uint32_t type;
	enum ha_pseudo pseudo;
} systems[] = {
    {0x00009fa0, HA_PSEUDO_NO_TEXT}, /* proc */
    {0x00009fa1, HA_PSEUDO_NOBODYS}, /* openprom */
    {0x00009fa2, HA_PSEUDO_NOBODYS}, /* usbdevfs */
    {0x00001cd1, HA_PSEUDO_NOBODYS}, /* devpts */
    {0x0027e0eb, HA_PSEUDO_NOBODYS}, /* cgroup */
    {0x07655821, HA_PSEUDO_NOBODYS}, /* resctrl */
    {0x0bad1dea, HA_PSEUDO_NOBODYS}, /* futexfs */
    {0x09041934, HA_PSEUDO_NOBODYS}, /* anon_inodefs */
    {0x19800202, HA_PSEUDO_NOBODYS}, /* mqueue */
    {0x42494e4d, HA_PSEUDO_NOBODYS}, /* binfmt_misc */
    {0x43415d53, HA_PSEUDO_NOBODYS}, /* smackfs */
    {0x444d4142, HA_PSEUDO_NOBODYS}, /* dmabuf */
    {0x50495045, HA_PSEUDO_NOBODYS}, /* pipefs */
    {0x5345434d, HA_PSEUDO_NOBODYS}, /* secretmem */
    {0x534f434b, HA_PSEUDO_NOBODYS}, /* sockfs */
    {0x5a3c69f0, HA_PSEUDO_NOBODYS}, /* apparmorfs */
    {0x6165676c, HA_PSEUDO_NOBODYS}, /* pstore */
    {0x62656570, HA_PSEUDO_NOBODYS}, /* configfs */
    {0x62656572, HA_PSEUDO_NO_TEXT}, /* sysfs */
    {0x63677270, HA_PSEUDO_NOBODYS}, /* cgroup2 */
    {0x64626720, HA_PSEUDO_NO_TEXT}, /* debugfs */
    {0x6c6f6f70, HA_PSEUDO_NOBODYS}, /* binder */
    {0x6e667364, HA_PSEUDO_NOBODYS}, /* nfsd */
    {0x6e736673, HA_PSEUDO_NOBODYS}, /* nsfs */
    {0x67596969, HA_PSEUDO_NOBODYS}, /* rpc_pipefs */
    {0x73636673, HA_PSEUDO_NOBODYS}, /* securityfs */
    {0x74726163, HA_PSEUDO_NO_TEXT}, /* tracefs */
    {0x65735543, HA_PSEUDO_NOBODYS}, /* fusectl */
    {0x65735546, HA_PSEUDO_NOBODYS}, /* FUSE: a user's process */
    {0xabba1974, HA_PSEUDO_NOBODYS}, /* xenfs */
    {0xaee71ee7, HA_PSEUDO_NOBODYS}, /* gadgetfs */
    {0x0a647361, HA_PSEUDO_NOBODYS}, /* functionfs */
    {0xcafe4a11, HA_PSEUDO_NOBODYS}, /* bpf */
    {0xde5e81e4, HA_PSEUDO_NOBODYS}, /* efivarfs */
    {0xf97cff8c, HA_PSEUDO_NOBODYS}, /* selinuxfs */
};

enum ha_pseudo
ha_pseudo_of(const struct statfs *system)
{
	for (size_t i = 0; i < sizeof(systems) / sizeof(*systems); i++)
		if (systems[i].type == (uint32_t)system->f_type)
			return systems[i].pseudo;
	return HA_PSEUDO_NO;
}
