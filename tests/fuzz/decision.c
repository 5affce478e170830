/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whole decisions, through the entry points of the module: see scene.h.
 *
 * Whatever fails: who is refused without failures is not let in with them.
 * Each decision is one line of the log, with the client where fail2ban and
 * others look for it, and leaves nothing behind.
 */
#include "tests/fuzz/scene.h"

#include "common/request/address.h"

#include <string.h>

static bool
lets_in(const struct outcome *outcome)
{
	return outcome->result == PAM_SUCCESS || outcome->result == PAM_IGNORE;
}

/* Skips PREFIX at the front of *TEXT. */
static bool
skip(struct ha_slice *text, const char *prefix)
{
	struct ha_slice part = ha_slice_of(prefix);

	if (text->size < part.size ||
	    memcmp(text->data, part.data, part.size) != 0)
		return false;
	*text = ha_slice_from(*text, part.size);
	return true;
}

/* Whether LINE is that of a decision; if so, it names the client rightly. */
static bool
is_decision(const char *line)
{
	struct ha_slice text = ha_slice_of(line), name, address;
	struct ha_address number;

	if (!skip(&text, "refused ") && !skip(&text, "would refuse "))
		skip(&text, "cannot decide on ");
	if (!skip(&text, "connect from "))
		return false;
	name = ha_slice_head(text, ha_slice_find(text, ' '));
	FUZZ_REQUIRE(name.size > 0);
	for (size_t i = 0; i < name.size; i++)
		FUZZ_REQUIRE(ha_in_class(name.data[i], HA_C_HOST_NAME) ||
			     name.data[i] == ':');
	text = ha_slice_from(text, name.size);
	FUZZ_REQUIRE(skip(&text, " ("));
	address = ha_slice_head(text, ha_slice_find(text, ')'));
	FUZZ_REQUIRE(ha_slice_is(address, "unknown") ||
		     ha_address_parse(address, &number));
	text = ha_slice_from(text, address.size);
	FUZZ_REQUIRE(skip(&text, "): "));
	return true;
}

static void
check_log(const struct scene *scene, const struct outcome *outcome)
{
	size_t decisions = 0, kept = outcome->line_count;

	if (kept > STAGE_LINES_MAX)
		kept = STAGE_LINES_MAX;
	for (size_t i = 0; i < kept; i++) {
		const char *line = outcome->lines[i];

		for (const char *c = line; *c; c++)
			FUZZ_REQUIRE(*c >= ' ' && *c < 0x7f);
		decisions += is_decision(line);
	}
	FUZZ_REQUIRE(decisions <= 1);
	if (kept < outcome->line_count || lets_in(outcome))
		return;
	FUZZ_REQUIRE(decisions == 1 || scene_has_argument(scene, "quiet") ||
		     outcome->failures > 0);
	if (outcome->result != PAM_PERM_DENIED)
		FUZZ_REQUIRE(kept > 0);
}

static void
check_outcome(const struct scene *scene, const struct outcome *outcome)
{
	FUZZ_REQUIRE(lets_in(outcome) || outcome->result == PAM_PERM_DENIED ||
		     outcome->result == PAM_SERVICE_ERR ||
		     outcome->result == PAM_BUF_ERR);
	FUZZ_REQUIRE(outcome->result != PAM_SUCCESS ||
		     scene->function != pam_sm_authenticate);
	FUZZ_REQUIRE(outcome->descriptors == 0);
	FUZZ_REQUIRE(outcome->keeps_host);
	FUZZ_REQUIRE(!scene->flags || outcome->said == 0);
	check_log(scene, outcome);
}

/* Whether all that goes wrong is that read(2) takes more calls. */
static bool
is_only_short(const struct scene *scene)
{
	for (size_t i = 0; i < SCENE_CALL_COUNT; i++)
		if (scene->failures[i].first > 0)
			return false;
	return scene->changes == 0 && !scene->tears;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct outcome good, bad;
	static struct scene scene;
	struct fuzz_input input;

	fuzz_input_open(data, size, &input);
	scene_read(&input, &scene);
	stage_run(&scene, false, &good);
	check_outcome(&scene, &good);
	stage_run(&scene, true, &bad);
	check_outcome(&scene, &bad);
	FUZZ_REQUIRE(lets_in(&good) || !lets_in(&bad));
	FUZZ_REQUIRE(!bad.allow_failed || !lets_in(&bad) ||
		     scene_has_argument(&scene, "permissive"));
	if (is_only_short(&scene))
		FUZZ_REQUIRE(bad.result == good.result);
	fuzz_input_close(&input);
	return 0;
}
