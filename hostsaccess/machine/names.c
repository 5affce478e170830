/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/names.h"

#include "hostsaccess/machine/call.h"
#include "hostsaccess/machine/folders.h"
#include "hostsaccess/machine/setting.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/nearest.h"

#include <dirent.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SSHD "sshd"

/* Longer names nobody mistypes; and nearest_word() takes none. */
#define SUGGESTED_MAX 16

/* Longer names no file has. */
#define DAEMON_MAX 255

/* Takes DAEMON, in small letters, as a key.  Returns false if it is none. */
static bool
key_of(struct ha_slice daemon, char text[DAEMON_MAX], struct ha_slice *key)
{
	if (daemon.size > DAEMON_MAX)
		return false;
	for (size_t i = 0; i < daemon.size; i++)
		text[i] = (char)ha_fold(daemon.data[i]);
	*key = (struct ha_slice){text, daemon.size};
	return true;
}

struct name *
names_find(const struct names *names, struct ha_slice daemon)
{
	char text[DAEMON_MAX];
	struct ha_slice key;
	uint32_t number;

	if (!key_of(daemon, text, &key))
		return NULL;
	number = table_find(&names->numbers, key);
	return number == TABLE_NONE ? NULL : &names->all[number];
}

const char *
names_service(const struct names *names, struct ha_slice daemon)
{
	const struct name *name = names_find(names, daemon);

	if (names->sshd && ha_slice_is(daemon, SSHD))
		return names->sshd;
	if (!name)
		return NULL;
	return name->service ? name->service : name->daemon;
}

static void
add_name(struct names *names, struct ha_slice daemon, const char *service)
{
	char text[DAEMON_MAX];
	struct ha_slice key;

	if (!key_of(daemon, text, &key) ||
	    table_add(&names->numbers, key, (uint32_t)names->count) !=
		names->count)
		return;
	if (names->count == names->capacity) {
		names->capacity = names->capacity * 2 + 32;
		names->all = memory_resize(names->all, names->capacity,
					   sizeof(*names->all));
	}
	names->all[names->count++] = (struct name){
	    .daemon = memory_copy(daemon),
	    .service = service ? memory_copy(ha_slice_of(service)) : NULL,
	    .checked = ha_slice_is(daemon, SSHD)};
}

/* Adds the names that SERVICE, by its lines and settings, gives itself. */
static void
add_aliases(struct names *names, const char *service,
	    const struct arguments *arguments)
{
	struct calls calls;

	calls_read(&names->folders, ha_slice_of(service), arguments, NULL,
		   &calls);
	for (size_t i = 0; i < calls.count; i++) {
		const char *daemon = calls.all[i].settings.values.daemon;

		if (daemon)
			add_name(names, ha_slice_of(daemon), service);
	}
	calls_free(&calls);
}

/* Hidden files, and what editors and package managers leave, are none. */
static int
is_service(const struct dirent *entry)
{
	struct ha_slice name = ha_slice_of(entry->d_name);

	return ha_slice_all(name, HA_C_HOST_NAME) && name.data[0] != '.' &&
	       !strstr(entry->d_name, ".dpkg-") &&
	       !strstr(entry->d_name, ".rpm");
}

static void
read_folder(struct names *names, const char *folder,
	    const struct arguments *arguments)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_service, alphasort);

	for (int i = 0; i < count; i++)
		add_name(names, ha_slice_of(entries[i]->d_name), NULL);
	for (int i = 0; i < count; i++) {
		add_aliases(names, entries[i]->d_name, arguments);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

/* The service whose name is DAEMON and "d", or that has it in its name. */
static const char *
service_behind(const struct names *names, struct ha_slice daemon)
{
	const char *found = NULL;

	for (size_t i = 0; i < names->count; i++) {
		struct ha_slice name = ha_slice_of(names->all[i].daemon);

		if (name.size <= daemon.size || name.data[name.size - 1] != 'd')
			continue;
		name.size--;
		if (ha_slice_equal(name, daemon))
			return names->all[i].daemon;
		if (ha_slice_ends(name, daemon))
			found = names->all[i].daemon;
	}
	return found;
}

static const char *
nearest_service(const struct names *names, struct ha_slice daemon)
{
	const char **words =
	    memory_resize(NULL, names->count + 1, sizeof(*words));
	const char *nearest;
	size_t count = 0;

	for (size_t i = 0; i < names->count; i++)
		if (strlen(names->all[i].daemon) <= SUGGESTED_MAX)
			words[count++] = names->all[i].daemon;
	nearest = nearest_word(daemon, words, count);
	free(words);
	return nearest;
}

/* Whether services(5) knows NAME. */
static bool
is_network_service(struct ha_slice name)
{
	char text[64];

	return ha_slice_copy(name, text, sizeof(text)) &&
	       getservbyname(text, NULL);
}

const char *
names_meant(const struct names *names, struct ha_slice daemon, bool *network)
{
	const char *meant = service_behind(names, daemon);

	*network = meant || is_network_service(daemon);
	return *network ? meant : nearest_service(names, daemon);
}

/* Finds out under which name sshd, as it is configured, asks PAM. */
static void
read_sshd(struct names *names, const char *pam_folder)
{
	char *path = setting_path(pam_folder, "ssh/sshd_config");
	struct setting setting;

	if (setting_read(path, "PAMServiceName", &setting) &&
	    setting.value[0] != '\0' &&
	    !ha_slice_is(ha_slice_of(setting.value), SSHD)) {
		names->sshd = memory_copy(ha_slice_of(setting.value));
		add_name(names, ha_slice_of(SSHD), names->sshd);
	}
	free(path);
}

void
names_read(struct names *names, const char *pam_folder)
{
	names_read_by(names, pam_folder, NULL);
}

void
names_read_by(struct names *names, const char *pam_folder,
	      const struct arguments *arguments)
{
	*names = (struct names){0};
	names->vendor = stack_folders_of(pam_folder, &names->folders);
	for (size_t i = 0; i < STACK_FOLDERS; i++)
		if (names->folders.paths[i])
			read_folder(names, names->folders.paths[i], arguments);
	read_sshd(names, pam_folder);
}

void
names_free(struct names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		free(names->all[i].daemon);
		free(names->all[i].service);
	}
	table_free(&names->numbers);
	free(names->all);
	free(names->sshd);
	free(names->vendor);
}
