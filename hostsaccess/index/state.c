/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/state.h"

#include <errno.h>
#include <unistd.h>

static enum ha_index_state
state_of(int fd, const struct stat *status, struct ha_index_use use)
{
	struct ha_index_file index;
	enum ha_index_state state = ha_index_file_read(&index, fd, status, use);

	if (state == HA_INDEX_VALID && !ha_index_is_whole(&index))
		state = HA_INDEX_DAMAGED;
	return state;
}

enum ha_index_state
index_state(const char *file, struct ha_index_use use)
{
	enum ha_index_state state;
	struct stat status;
	int fd;

	if (stat(file, &status) || !ha_index_is_large(&status))
		return HA_INDEX_SMALL;
	state = ha_index_file_open(file, &fd);
	if (fd < 0)
		return state;
	state = state_of(fd, &status, use);
	close(fd);
	return state;
}

static const char *
absent_words(int error)
{
	switch (error) {
	case ENOENT:
		return "not there";
	case ELOOP:
		return "a symbolic link, which is not followed";
	default:
		return strerror(error);
	}
}

const char *
index_state_words(enum ha_index_state state, struct ha_index_use use)
{
	switch (state) {
	case HA_INDEX_VALID:
		return "valid";
	case HA_INDEX_SMALL:
		return "not needed: the file is small";
	case HA_INDEX_ABSENT:
		return absent_words(errno);
	case HA_INDEX_NO_FILE:
		return "no regular file";
	case HA_INDEX_UNSAFE:
		return "not safe: it belongs to another user, or others may "
		       "write it";
	case HA_INDEX_DAMAGED:
		return "damaged, or no index";
	case HA_INDEX_STALE:
		return "stale: the file, its links, owner or mode have changed "
		       "since";
	case HA_INDEX_KIND:
		return use.rules ? "one of a list, and the file is read as "
				   "rules; does it hold rules?"
				 : "one of rules, and the file is read as a "
				   "list; is it one?";
	case HA_INDEX_LAX:
		return "not used with strict: some rules have options";
	}
	return "";
}
