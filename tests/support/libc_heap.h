/* SPDX-License-Identifier: BSD-3-Clause */
/* The functions of the C library, for tests that take the place of malloc(3).
 */
#ifndef LIBC_HEAP_H
#define LIBC_HEAP_H

#include <stdlib.h>

#ifdef __GLIBC__
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);
#define LIBC_HEAP(function) __libc_##function
#else
#include <dlfcn.h>
#define LIBC_HEAP(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))
#endif

#endif
