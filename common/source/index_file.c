/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/index_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

_Static_assert(sizeof(struct ha_index_page) == HA_INDEX_PAGE,
	       "a page in memory is one of the file, with its number in front");
_Static_assert(sizeof(struct ha_index_head) ==
		   104 + HA_INDEX_GROUPS * sizeof(struct ha_index_names),
	       "machines of one byte order read each other's, be long narrow");

bool
ha_index_is_large(const struct stat *status)
{
	return S_ISREG(status->st_mode) && status->st_size >= HA_INDEX_TEXT_MIN;
}

bool
ha_index_path(const char *file, char *path)
{
	struct ha_slice name = ha_slice_of(file);

	if (!ha_slice_copy(name, path, PATH_MAX - strlen(HA_INDEX_SUFFIX))) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(path + name.size, HA_INDEX_SUFFIX, sizeof(HA_INDEX_SUFFIX));
	return true;
}

enum ha_index_state
ha_index_file_open(const char *file, int *fd)
{
	const int flags =
	    O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW;
	char path[PATH_MAX];

	*fd = ha_index_path(file, path) ? open(path, flags) : -1;
	return *fd < 0 ? HA_INDEX_ABSENT : HA_INDEX_VALID;
}

/* Reads SIZE bytes of the file from OFFSET on; returns false if it has less. */
static bool
read_at(int fd, void *bytes, size_t size, uint64_t offset)
{
	ssize_t got;

	do {
		got = pread(fd, bytes, size, (off_t)offset);
	} while (got < 0 && errno == EINTR);
	return got == (ssize_t)size;
}

/* Makes PAGE the one of NUMBER.  Returns false if it is not whole. */
static bool
load(const struct ha_index_file *index, struct ha_index_page *page,
     uint64_t number)
{
	if (page->number == number)
		return true;
	/* the checksum comes to stand where the number does */
	if (!read_at(index->fd, page, sizeof(*page), number * HA_INDEX_PAGE) ||
	    page->number !=
		ha_index_checksum(index->head.seed, number, page->data)) {
		page->number = 0;
		return false;
	}
	page->number = number;
	return true;
}

/* Whether nobody but root and the effective user could have written it. */
static bool
is_safe(const struct stat *status)
{
	return (status->st_uid == 0 || status->st_uid == geteuid()) &&
	       (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Whether HEAD is that of the text of STATUS, as this then was. */
static bool
is_of(const struct ha_index_head *head, const struct stat *status)
{
	return head->inode == status->st_ino &&
	       head->size == (uint64_t)status->st_size &&
	       head->modified == status->st_mtim.tv_sec &&
	       head->modified_ns == (uint64_t)status->st_mtim.tv_nsec &&
	       head->changed == status->st_ctim.tv_sec &&
	       head->changed_ns == (uint64_t)status->st_ctim.tv_nsec;
}

/* Reads page 0; returns whether it is the head of a file of SIZE bytes. */
static bool
read_head(struct ha_index_file *index, uint64_t size)
{
	struct ha_index_page page;
	struct ha_index_head *head = &index->head;

	if (size < sizeof(page) || !read_at(index->fd, &page, sizeof(page), 0))
		return false;
	memcpy(head, page.data, sizeof(*head));
	memcpy(index->root, page.data + sizeof(*head), sizeof(index->root));
	return memcmp(head->magic, HA_INDEX_MAGIC, sizeof(head->magic)) == 0 &&
	       head->order == HA_INDEX_ORDER &&
	       page.number == ha_index_checksum(head->seed, 0, page.data) &&
	       ha_index_shape_of(head->entries, head->residue, &index->shape) &&
	       index->shape.total == size / HA_INDEX_PAGE &&
	       size % HA_INDEX_PAGE == 0;
}

enum ha_index_state
ha_index_file_read(struct ha_index_file *index, int fd,
		   const struct stat *status, struct ha_index_use use)
{
	struct stat own;

	index->fd = fd;
	index->entries.number = 0;
	index->keys.number = 0;
	index->residue.number = 0;
	index->searches = HA_INDEX_SEARCHES;
	if (fstat(fd, &own))
		return HA_INDEX_ABSENT;
	if (!S_ISREG(own.st_mode))
		return HA_INDEX_NO_FILE;
	if (!is_safe(&own))
		return HA_INDEX_UNSAFE;
	if (!read_head(index, (uint64_t)own.st_size))
		return HA_INDEX_DAMAGED;
	if (!is_of(&index->head, status))
		return HA_INDEX_STALE;
	if (((index->head.flags & HA_INDEX_RULES) != 0) != use.rules)
		return HA_INDEX_KIND;
	if (use.strict && (index->head.flags & HA_INDEX_PLAIN) == 0)
		return HA_INDEX_LAX;
	return HA_INDEX_VALID;
}

/*
 * Returns how many of COUNT items of SIZE bytes from BYTES on, which are sorted
 * and begin with keys, have one that is not behind KEY.
 */
static size_t
count_to(const unsigned char *bytes, size_t count, size_t size,
	 const unsigned char *key)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (memcmp(bytes + middle * size, key, HA_INDEX_KEY) <= 0)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/* Returns how many of TOTAL items page NUMBER of a level has. */
static size_t
count_on_page(uint64_t total, uint64_t number, size_t most)
{
	uint64_t left = total - number * most;

	return left < most ? (size_t)left : most;
}

/*
 * Loads the page of entries that KEY belongs to, *NUMBER of them.  Sets *COUNT
 * to how many of its entries are not behind KEY; 0 if there are none at all.
 */
static bool
descend(struct ha_index_file *index, const unsigned char *key, uint64_t *number,
	size_t *count)
{
	const struct ha_index_shape *shape = &index->shape;
	unsigned level = shape->levels - 1;
	uint64_t page;
	size_t at;

	*number = *count = 0;
	if (index->head.entries == 0)
		return true;
	if (index->searches == 0)
		return false;
	index->searches--;
	at = count_to(index->root, (size_t)shape->pages[level], HA_INDEX_KEY,
		      key);
	page = at > 0 ? at - 1 : 0;
	for (; level > 0; level--) {
		if (!load(index, &index->keys, shape->first[level] + page))
			return false;
		at = count_to(index->keys.data,
			      count_on_page(shape->pages[level - 1], page,
					    HA_INDEX_PAGE_KEYS),
			      HA_INDEX_KEY, key);
		page = page * HA_INDEX_PAGE_KEYS + (at > 0 ? at - 1 : 0);
	}
	if (!load(index, &index->entries, shape->first[0] + page))
		return false;
	*number = page;
	*count = count_to(
	    index->entries.data,
	    count_on_page(index->head.entries, page, HA_INDEX_PAGE_ENTRIES),
	    HA_INDEX_ENTRY, key);
	return true;
}

bool
ha_index_last_to(struct ha_index_file *index, const unsigned char *key,
		 const unsigned char **entry)
{
	uint64_t page;
	size_t count;

	if (!descend(index, key, &page, &count))
		return false;
	*entry = count > 0 ? index->entries.data + (count - 1) * HA_INDEX_ENTRY
			   : NULL;
	return true;
}

bool
ha_index_first_from(struct ha_index_file *index, const unsigned char *key,
		    const unsigned char **entry)
{
	const struct ha_index_shape *shape = &index->shape;
	uint64_t page;
	size_t count;

	if (!descend(index, key, &page, &count))
		return false;
	*entry = index->entries.data + count * HA_INDEX_ENTRY;
	if (count > 0 &&
	    memcmp(*entry - HA_INDEX_ENTRY, key, HA_INDEX_KEY) == 0) {
		*entry -= HA_INDEX_ENTRY;
		return true;
	}
	if (page * HA_INDEX_PAGE_ENTRIES + count >= index->head.entries) {
		*entry = NULL;
		return true;
	}
	if (count < HA_INDEX_PAGE_ENTRIES)
		return true;
	*entry = index->entries.data;
	return load(index, &index->entries, shape->first[0] + page + 1);
}

bool
ha_index_residue(struct ha_index_file *index, uint64_t number,
		 struct ha_index_place *place)
{
	if (number == 0) {
		*place = index->head.first_residue;
		return true;
	}
	if (!load(index, &index->residue,
		  index->shape.residue + number / HA_INDEX_PAGE_RESIDUE))
		return false;
	memcpy(place,
	       index->residue.data +
		   number % HA_INDEX_PAGE_RESIDUE * sizeof(*place),
	       sizeof(*place));
	return true;
}

bool
ha_index_is_whole(struct ha_index_file *index)
{
	for (uint64_t page = 1; page < index->shape.total; page++)
		if (!load(index, &index->entries, page))
			return false;
	index->entries.number = 0;
	return true;
}
