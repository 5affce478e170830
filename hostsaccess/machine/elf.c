/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/elf.h"

#include "hostsaccess/machine/regular.h"
#include "hostsaccess/tool/memory.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More of each no program has; what a file says is not believed. */
#define SEGMENTS_MAX 256
#define ENTRIES_MAX 1024
#define STRINGS_MAX (1024UL * 1024)
/* Libraries whose text is searched are small. */
#define TEXT_MAX (16L * 1024 * 1024)

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define BYTE_ORDER_HERE ELFDATA2LSB
#else
#define BYTE_ORDER_HERE ELFDATA2MSB
#endif

/* A part of the file that is loaded, or the dynamic section. */
struct segment {
	uint32_t type;
	uint64_t offset, address, size; /* in the file */
};

/* A file while it is read. */
struct reader {
	int fd;
	struct elf *elf;
	struct segment segments[SEGMENTS_MAX];
	unsigned count;
	uint64_t strings, strings_size; /* address */
	uint64_t needed[ENTRIES_MAX];   /* in the strings */
	uint64_t path;                  /* likewise; 0: none */
	bool runs;                      /* it is a DT_RUNPATH */
};

static bool
read_at(int fd, uint64_t offset, void *buffer, size_t size)
{
	char *to = buffer;

	while (size > 0) {
		ssize_t got =
		    offset > INT64_MAX ? 0 : pread(fd, to, size, (off_t)offset);

		if (got <= 0)
			return false;
		to += got;
		offset += (uint64_t)got;
		size -= (size_t)got;
	}
	return true;
}

/* Where the program headers are, and how many there are. */
struct table_place {
	uint64_t offset;
	unsigned count, size;
};

static bool
read_header(struct reader *reader, struct table_place *place)
{
	union {
		unsigned char ident[EI_NIDENT];
		Elf32_Ehdr narrow;
		Elf64_Ehdr wide;
	} header;
	struct elf *elf = reader->elf;

	if (!read_at(reader->fd, 0, &header, sizeof(header.narrow)) ||
	    memcmp(header.ident, ELFMAG, SELFMAG) != 0 ||
	    header.ident[EI_DATA] != BYTE_ORDER_HERE)
		return false;
	elf->width = header.ident[EI_CLASS];
	elf->machine = header.narrow.e_machine;
	if (elf->width == ELFCLASS32) {
		*place = (struct table_place){header.narrow.e_phoff,
					      header.narrow.e_phnum,
					      header.narrow.e_phentsize};
		return place->size == sizeof(Elf32_Phdr);
	}
	if (elf->width != ELFCLASS64 ||
	    !read_at(reader->fd, 0, &header, sizeof(header.wide)))
		return false;
	*place = (struct table_place){header.wide.e_phoff, header.wide.e_phnum,
				      header.wide.e_phentsize};
	return place->size == sizeof(Elf64_Phdr);
}

static bool
read_segments(struct reader *reader)
{
	struct table_place place;

	if (!read_header(reader, &place) || place.count > SEGMENTS_MAX ||
	    place.offset > INT64_MAX)
		return false;
	for (unsigned i = 0; i < place.count; i++) {
		struct segment *segment = &reader->segments[i];
		union {
			Elf32_Phdr narrow;
			Elf64_Phdr wide;
		} header;

		if (!read_at(reader->fd,
			     place.offset + (uint64_t)i * place.size, &header,
			     place.size))
			return false;
		if (reader->elf->width == ELFCLASS32)
			*segment = (struct segment){
			    header.narrow.p_type, header.narrow.p_offset,
			    header.narrow.p_vaddr, header.narrow.p_filesz};
		else
			*segment = (struct segment){
			    header.wide.p_type, header.wide.p_offset,
			    header.wide.p_vaddr, header.wide.p_filesz};
	}
	reader->count = place.count;
	return true;
}

/* Takes an entry of the dynamic section.  Returns false behind the last. */
static bool
take_entry(struct reader *reader, int64_t tag, uint64_t value)
{
	switch (tag) {
	case DT_NULL:
		return false;
	case DT_NEEDED:
		reader->needed[reader->elf->count++] = value;
		break;
	case DT_STRTAB:
		reader->strings = value;
		break;
	case DT_STRSZ:
		reader->strings_size = value;
		break;
	case DT_RPATH:
		if (!reader->runs)
			reader->path = value;
		break;
	case DT_RUNPATH:
		reader->path = value;
		reader->runs = true;
		break;
	default:
		break;
	}
	return true;
}

static bool
read_dynamic(struct reader *reader, const struct segment *segment)
{
	bool narrow = reader->elf->width == ELFCLASS32;
	size_t size = narrow ? sizeof(Elf32_Dyn) : sizeof(Elf64_Dyn);
	bool more = true;

	for (uint64_t i = 0; more && i < ENTRIES_MAX; i++) {
		union {
			Elf32_Dyn narrow;
			Elf64_Dyn wide;
		} entry;

		if ((i + 1) * size > segment->size)
			return true;
		if (!read_at(reader->fd, segment->offset + i * size, &entry,
			     size))
			return false;
		more = narrow ? take_entry(reader, entry.narrow.d_tag,
					   entry.narrow.d_un.d_val)
			      : take_entry(reader, entry.wide.d_tag,
					   entry.wide.d_un.d_val);
	}
	return !more;
}

/* Reads the strings, which lie at an address, from the part that is there. */
static bool
read_strings(struct reader *reader)
{
	size_t size = (size_t)reader->strings_size;

	if (size == 0 || reader->strings_size > STRINGS_MAX)
		return false;
	for (unsigned i = 0; i < reader->count; i++) {
		const struct segment *segment = &reader->segments[i];
		uint64_t into = reader->strings - segment->address;

		if (segment->type != PT_LOAD ||
		    reader->strings < segment->address ||
		    into > segment->size || size > segment->size - into)
			continue;
		reader->elf->strings = memory_resize(NULL, size + 1, 1);
		reader->elf->strings[size] = '\0';
		return segment->offset <= INT64_MAX &&
		       read_at(reader->fd, segment->offset + into,
			       reader->elf->strings, size);
	}
	return false;
}

static bool
name_needed(struct reader *reader)
{
	struct elf *elf = reader->elf;

	if (elf->count == 0 && reader->path == 0)
		return true;
	if (!read_strings(reader))
		return false;
	elf->needed = memory_resize(NULL, elf->count + 1, sizeof(*elf->needed));
	for (size_t i = 0; i < elf->count; i++) {
		if (reader->needed[i] >= reader->strings_size)
			return false;
		elf->needed[i] = elf->strings + reader->needed[i];
	}
	if (reader->path >= reader->strings_size)
		return false;
	if (reader->path > 0)
		elf->path = elf->strings + reader->path;
	return true;
}

static bool
read_file(struct reader *reader)
{
	if (!read_segments(reader))
		return false;
	for (unsigned i = 0; i < reader->count; i++)
		if (reader->segments[i].type == PT_DYNAMIC)
			return read_dynamic(reader, &reader->segments[i]) &&
			       name_needed(reader);
	return true;
}

bool
elf_read(const char *path, struct elf *elf)
{
	struct reader *reader;
	bool good;

	*elf = (struct elf){.count = 0};
	reader = memory_resize(NULL, 1, sizeof(*reader));
	memset(reader, 0, sizeof(*reader));
	reader->elf = elf;
	reader->fd = regular_open(path);
	good = reader->fd >= 0 && read_file(reader);
	if (reader->fd >= 0)
		close(reader->fd);
	free(reader);
	if (!good)
		elf_free(elf);
	return good;
}

void
elf_free(struct elf *elf)
{
	free(elf->needed);
	free(elf->strings);
	*elf = (struct elf){.count = 0};
}

bool
elf_has_text(const char *path, const char *text)
{
	int fd = regular_open(path);
	struct stat status;
	bool has = false;
	char *bytes;

	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_size > 0 && status.st_size <= TEXT_MAX) {
		bytes = memory_resize(NULL, (size_t)status.st_size, 1);
		has = read_at(fd, 0, bytes, (size_t)status.st_size) &&
		      memmem(bytes, (size_t)status.st_size, text, strlen(text));
		free(bytes);
	}
	if (fd >= 0)
		close(fd);
	return has;
}
