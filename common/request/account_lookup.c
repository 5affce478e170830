/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/account_lookup.h"

#include "common/base/child.h"
#include "common/request/sources.h"

#include <errno.h>
#include <grp.h>
#ifdef __GLIBC__
#include <nss.h>
#endif
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

/* Room for the entry of a user or group; more, if a group needs it. */
#define ENTRY_SIZE ((size_t)1 << 20)
#define ENTRY_SIZE_MAX ((size_t)1 << 26)
/* A user in more groups than these is in more than the kernel knows. */
#define GROUPS_MAX (1 << 16)

/* An entry, if it is found: it stands in ROOM, with what it points to. */
struct user {
	struct passwd *found;
	void *room;
};

struct group_entry {
	struct group *found;
	void *room;
};

/*
 * Both look NAME up, an id if it is all digits and IDS is set.  That a service
 * of nsswitch.conf(5) is away comes out as an error, ENOENT for example; where
 * there is no such entry there is none.
 */
static enum ha_lookup
find_user(const char *name, struct user *user)
{
	struct passwd *found = NULL;
	char *room = malloc(sizeof(*found) + ENTRY_SIZE);
	int error = ENOMEM;

	if (room)
		error = getpwnam_r(name, (void *)room, room + sizeof(*found),
				   ENTRY_SIZE, &found);
	*user = (struct user){found, room};
	if (error != 0)
		return HA_LOOKUP_FAILED;
	return found ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

/* Whether NAME is an id, *ID. */
static bool
read_id(const char *name, unsigned long *id)
{
	return ha_slice_number(ha_slice_of(name), 10, UINT32_MAX, id);
}

/* Looks GROUP up in room of SIZE; returns an errno. */
static int
read_group(const char *name, bool ids, struct group_entry *group, size_t size)
{
	struct group *found = NULL;
	char *room = malloc(sizeof(*found) + size);
	int error = ENOMEM;
	unsigned long id;

	if (room && ids && read_id(name, &id))
		error = getgrgid_r((gid_t)id, (void *)room,
				   room + sizeof(*found), size, &found);
	else if (room)
		error = getgrnam_r(name, (void *)room, room + sizeof(*found),
				   size, &found);
	*group = (struct group_entry){found, room};
	return error;
}

static enum ha_lookup
find_group(const char *name, bool ids, struct group_entry *group)
{
	size_t size = ENTRY_SIZE;
	int error = read_group(name, ids, group, size);

	while (error == ERANGE && size < ENTRY_SIZE_MAX) {
		free(group->room);
		size *= 4;
		error = read_group(name, ids, group, size);
	}
	if (error != 0)
		return HA_LOOKUP_FAILED;
	return group->found ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

enum ha_lookup
ha_look_up_account(enum ha_account kind, const char *name)
{
	struct user user = {.room = NULL};
	struct group_entry group = {.room = NULL};
	enum ha_lookup lookup = kind == HA_ACCOUNT_USER
				    ? find_user(name, &user)
				    : find_group(name, false, &group);

	free(user.room);
	free(group.room);
	return lookup;
}

void
ha_find_account(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};

	answer.lookup = ha_look_up_account(question->account, question->name);
	ha_child_write(fd, &answer, sizeof(answer));
}

static enum ha_lookup
lookup_of(bool found)
{
	return found ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

#ifdef __GLIBC__
/* Whether SOURCE of nsswitch.conf(5), asked alone, says that there is no NAME.
 */
static bool
has_no_user(struct ha_slice source, const char *name)
{
	enum ha_lookup lookup;
	struct user user;
	char text[HA_SOURCES_MAX];

	if (!ha_slice_copy(source, text, sizeof(text)) ||
	    __nss_configure_lookup("passwd", text) != 0)
		return false;
	lookup = find_user(name, &user);
	free(user.room);
	return lookup == HA_LOOKUP_NONE;
}

/*
 * Whether all sources of users say so.  The C library tells only how the last
 * one ends: that a directory before it is away is not seen.  This is a child:
 * whatever it asks for, others do not notice.
 */
static bool
is_nowhere(const char *name)
{
	struct ha_slice rest, source;
	char line[HA_SOURCES_MAX];
	bool none = true;

	if (!ha_sources_read("passwd", line))
		return false;
	rest = ha_slice_of(line);
	while (none && ha_sources_next(&rest, &source))
		none = has_no_user(source, name);
	return __nss_configure_lookup("passwd", line) == 0 && none;
}
#else
static bool
is_nowhere(const char *name)
{
	(void)name;
	return true;
}
#endif

/* Likewise; but that there is no such user is sure. */
static enum ha_lookup
find_user_surely(const char *name, struct user *user)
{
	enum ha_lookup lookup = find_user(name, user);

	if (lookup == HA_LOOKUP_NONE && !is_nowhere(name))
		return HA_LOOKUP_FAILED;
	return lookup;
}

/*
 * Whether USER, who is found and has another name, is NAME all the same: two
 * names of one account may be spellings of one name, or two people.
 */
static enum ha_lookup
compare_accounts(const struct user *user, const char *name)
{
	struct user other;
	enum ha_lookup lookup = find_user_surely(name, &other);

	if (lookup == HA_LOOKUP_FOUND)
		lookup = other.found->pw_uid == user->found->pw_uid
			     ? HA_LOOKUP_FAILED
			     : HA_LOOKUP_NONE;
	free(other.room);
	return lookup;
}

/* Whether NAME_OF_USER, who is looked up in USER, is the user NAME. */
static enum ha_lookup
is_user(const char *name, const char *name_of_user, struct user *user)
{
	enum ha_lookup lookup;
	unsigned long id;
	bool by_id = read_id(name, &id);

	if (!by_id && strcmp(name, name_of_user) == 0)
		return HA_LOOKUP_FOUND;
	lookup = find_user_surely(name_of_user, user);
	if (lookup != HA_LOOKUP_FOUND)
		return lookup;
	if (by_id)
		return lookup_of(user->found->pw_uid == (uid_t)id);
	if (strcmp(user->found->pw_name, name) == 0)
		return HA_LOOKUP_FOUND;
	return compare_accounts(user, name);
}

/* Whether the list of GROUP, as far as it tells, has USER. */
static bool
has_member(const struct group *group, const struct passwd *user)
{
	for (char **member = group->gr_mem; member && *member; member++)
		if (strcmp(*member, user->pw_name) == 0)
			return true;
	return false;
}

/* Whether USER is in the group of GID, as initgroups(3) would have it. */
static enum ha_lookup
in_groups(const struct passwd *user, gid_t gid)
{
	int room = GROUPS_MAX;
	gid_t *groups = malloc(GROUPS_MAX * sizeof(*groups));
	enum ha_lookup lookup = HA_LOOKUP_FAILED;

	if (groups &&
	    getgrouplist(user->pw_name, user->pw_gid, groups, &room) >= 0) {
		lookup = HA_LOOKUP_NONE;
		for (int i = 0; i < room; i++)
			if (groups[i] == gid)
				lookup = HA_LOOKUP_FOUND;
	}
	free(groups);
	return lookup;
}

/* Whether both are known still. */
static bool
can_find(const char *name, const char *name_of_user)
{
	struct user user;
	struct group_entry group = {.room = NULL};
	bool found = find_user(name_of_user, &user) == HA_LOOKUP_FOUND &&
		     find_group(name, true, &group) == HA_LOOKUP_FOUND;

	free(user.room);
	free(group.room);
	return found;
}

/*
 * Whether the user of that name is in the group NAME.  If a directory is away,
 * getgrouplist(3) knows of the local groups and does not say so: that there is
 * none counts only if both are known before and after.  Of a user or group that
 * nobody knows, nothing is certain.
 */
static enum ha_lookup
is_member(const char *name, const char *name_of_user, struct user *user,
	  struct group_entry *group)
{
	enum ha_lookup lookup;

	if (find_user(name_of_user, user) != HA_LOOKUP_FOUND ||
	    find_group(name, true, group) != HA_LOOKUP_FOUND)
		return HA_LOOKUP_FAILED;
	if (has_member(group->found, user->found))
		return HA_LOOKUP_FOUND;
	lookup = in_groups(user->found, group->found->gr_gid);
	if (lookup == HA_LOOKUP_NONE && !can_find(name, name_of_user))
		lookup = HA_LOOKUP_FAILED;
	return lookup;
}

void
ha_find_membership(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
	struct user user = {.room = NULL};
	struct group_entry group = {.room = NULL};

	answer.lookup =
	    question->account == HA_ACCOUNT_USER
		? is_user(question->name, question->user, &user)
		: is_member(question->name, question->user, &user, &group);
	free(user.room);
	free(group.room);
	ha_child_write(fd, &answer, sizeof(answer));
}
