/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Index file: an open index, of which a page is read when it is needed, and
 * believed only if its checksum is right.
 */
#ifndef HA_INDEX_FILE_H
#define HA_INDEX_FILE_H

#include "common/source/index_format.h"

/* Whether an index is that of a text, and if not, why. */
enum ha_index_state {
	HA_INDEX_VALID = 0,
	HA_INDEX_SMALL,   /* the text is: nobody looks for an index */
	HA_INDEX_ABSENT,  /* there is none, or it cannot be opened: errno */
	HA_INDEX_NO_FILE, /* it is no regular file */
	HA_INDEX_UNSAFE,  /* others than root or we ourselves may write it */
	HA_INDEX_DAMAGED, /* it is no index, or not as it was written */
	HA_INDEX_STALE,   /* the text has changed, or is another one */
	HA_INDEX_KIND,    /* it is of rules, the text is read as a list; or the
			     reverse */
	HA_INDEX_LAX,     /* it says too little for `strict` */
};

/* How a text is read. */
struct ha_index_use {
	bool rules;  /* as a rule file, else as a list file */
	bool strict; /* its faults count, whoever asks */
};

/* A page in memory. */
struct ha_index_page {
	uint64_t number; /* 0: none */
	unsigned char data[HA_INDEX_DATA];
};

/*
 * So many searches at the most while a text is read.  Where more lines name the
 * client, and none decides, reading on is faster.
 */
#define HA_INDEX_SEARCHES 2000

struct ha_index_file {
	int fd;
	struct ha_index_shape shape;
	struct ha_index_head head;
	unsigned char root[HA_INDEX_DATA - sizeof(struct ha_index_head)];
	struct ha_index_page entries, keys, residue;
	unsigned searches; /* left */
};

/* Returns whether the index of a text of STATUS is looked for at all. */
bool ha_index_is_large(const struct stat *status);

/*
 * Sets PATH, of PATH_MAX bytes, to that of the index beside the text FILE.
 * Returns false with errno set if it is too long.
 */
bool ha_index_path(const char *file, char *path);

/*
 * Sets *FD to the index beside the text FILE, or -1.  Returns HA_INDEX_VALID or
 * HA_INDEX_ABSENT, with errno set.  The caller closes it.
 */
enum ha_index_state ha_index_file_open(const char *file, int *fd);

/*
 * Reads the head of the index FD into *INDEX, and finds out whether it is that
 * of the text of STATUS, read for USE.  Unless HA_INDEX_VALID, *INDEX is of no
 * use.  FD remains the caller's.
 */
enum ha_index_state ha_index_file_read(struct ha_index_file *index, int fd,
				       const struct stat *status,
				       struct ha_index_use use);

/*
 * Find the last entry whose key is KEY or before it; the first one whose key is
 * KEY or behind it.  *ENTRY, which is valid until the next call, is NULL if
 * there is none.  Return false if a page cannot be read or is damaged, or it
 * has been searched too often.
 */
bool ha_index_last_to(struct ha_index_file *index, const unsigned char *key,
		      const unsigned char **entry);
bool ha_index_first_from(struct ha_index_file *index, const unsigned char *key,
			 const unsigned char **entry);

/* Gets line NUMBER, which there is, of the residue.  Returns false likewise. */
bool ha_index_residue(struct ha_index_file *index, uint64_t number,
		      struct ha_index_place *place);

/* Returns whether every page of INDEX is as it was written. */
bool ha_index_is_whole(struct ha_index_file *index);

#endif
