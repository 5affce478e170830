/* SPDX-License-Identifier: BSD-3-Clause */
/* A large rule file with its index. */
#ifndef FAULTS_INDEXED_H
#define FAULTS_INDEXED_H

/* Writes FOLDER/NAME, many rules about others and the line LAST. */
void write_indexed(const char *folder, const char *name, const char *last);

#endif
