/* SPDX-License-Identifier: BSD-3-Clause */
/* Texts of errors that tests expect, where the C library has others. */
#ifdef __GLIBC__
typedef int not_empty;
#else
#include <errno.h>
#include <stdio.h>
#include <string.h>

char *
strerror(int error)
{
	static char other[64];

	switch (error) {
	case 0:
		return "Success";
	case EACCES:
		return "Permission denied";
	case EEXIST:
		return "File exists";
	case EINVAL:
		return "Invalid argument";
	case EIO:
		return "Input/output error";
	case EISDIR:
		return "Is a directory";
	case ELOOP:
		return "Too many levels of symbolic links";
	case EMFILE:
		return "Too many open files";
	case ENAMETOOLONG:
		return "File name too long";
	case ENOENT:
		return "No such file or directory";
	case ENOEXEC:
		return "Exec format error";
	case ENOMEM:
		return "Cannot allocate memory";
	case ENOTDIR:
		return "Not a directory";
	case EPERM:
		return "Operation not permitted";
	default:
		snprintf(other, sizeof(other), "Error %d", error);
		return other;
	}
}
#endif
