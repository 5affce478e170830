/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Elf: which libraries a program or library asks for (System V ABI, Dynamic
 * Section), read from the file.  Nothing in it is run, or believed to fit.
 */
#ifndef MACHINE_ELF_H
#define MACHINE_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf {
	unsigned char width; /* ELFCLASS32 or ELFCLASS64 */
	uint16_t machine;    /* EM_X86_64 ... */
	char *strings;       /* the names, terminated; the elf owns them */
	char **needed;       /* DT_NEEDED: names or paths, in STRINGS */
	size_t count;
	const char *path; /* DT_RUNPATH, else DT_RPATH; NULL: none */
};

/*
 * Reads the file at PATH into *ELF, which is to be freed.  Returns false, with
 * nothing to free, if it cannot be read, is no ELF file of this byte order, or
 * is not whole.  A program without a dynamic section asks for nothing.  Exits
 * when memory is out.
 */
bool elf_read(const char *path, struct elf *elf);

void elf_free(struct elf *elf);

/*
 * Returns whether the file at PATH has the bytes of TEXT somewhere, as in the
 * names that it imports; false also if it cannot be read.
 */
bool elf_has_text(const char *path, const char *text);

#endif
