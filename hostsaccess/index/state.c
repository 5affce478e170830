/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/state.h"

#include <errno.h>
#include <unistd.h>

static enum ha_index_state
state_of(int fd, const struct stat *status, struct ha_index_use use, bool whole)
{
	struct ha_index_file index;
	enum ha_index_state state = ha_index_file_read(&index, fd, status, use);

	if (state == HA_INDEX_VALID && whole && !ha_index_is_whole(&index))
		state = HA_INDEX_DAMAGED;
	return state;
}

enum ha_index_state
index_state(const char *file, struct ha_index_use use, bool whole)
{
	enum ha_index_state state;
	struct stat status;
	int fd;

	if (stat(file, &status) || !S_ISREG(status.st_mode) ||
	    status.st_size < HA_INDEX_TEXT_MIN)
		return HA_INDEX_SMALL;
	state = ha_index_file_open(file, &fd);
	if (fd < 0)
		return state;
	state = state_of(fd, &status, use, whole);
	close(fd);
	return state;
}

const char *
index_state_words(enum ha_index_state state)
{
	switch (state) {
	case HA_INDEX_VALID:
		return "valid";
	case HA_INDEX_SMALL:
		return "not needed: the file is small";
	case HA_INDEX_ABSENT:
		return errno == ENOENT ? "not there" : strerror(errno);
	case HA_INDEX_NO_FILE:
		return "no regular file";
	case HA_INDEX_UNSAFE:
		return "not safe: others than root may write it";
	case HA_INDEX_DAMAGED:
		return "damaged, or no index";
	case HA_INDEX_STALE:
		return "stale: the file has changed since";
	case HA_INDEX_KIND:
		return "for another kind of file: rules, or a list";
	case HA_INDEX_LAX:
		return "not used with strict: some rules have options";
	}
	return "";
}
