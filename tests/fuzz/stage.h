/* SPDX-License-Identifier: BSD-3-Clause */
/* Stage: what the two halves of it share. */
#ifndef STAGE_H
#define STAGE_H

#include "tests/fuzz/scene.h"

/* What is being played; SCENE is NULL while the module does not run. */
struct stage {
	const struct scene *scene;
	struct outcome *outcome;
	bool failing;
	unsigned long counts[SCENE_CALL_COUNT]; /* calls so far */
	unsigned long changes;                  /* that fstat(2) still tells */
};

extern struct stage stage;

/* Puts the files of the scene in their places. */
void stage_open(const struct scene *scene);

/*
 * Counts a CALL of the module; returns whether it fails, errno being set.
 */
bool stage_fails(enum scene_call call);

#endif
