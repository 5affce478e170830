/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/wrapper.h"

#include "hostsaccess/past/log_time.h"
#include "hostsaccess/past/scan.h"

/* Whether NAME, as grep(1) puts it before a line, may be a log's. */
static bool
is_log_name(struct ha_slice name)
{
	static const char *const names[] = {"auth", "secure", "messages",
					    "syslog", "daemon"};

	if (scan_shape(name, "/") || scan_shape(name, "./") ||
	    scan_find(name, ".log", 0) < name.size)
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (scan_take(&name, names[i]))
			return name.size == 0 || scan_shape(name, ".") ||
			       scan_shape(name, "-9");
	return false;
}

/* `FILE:` of grep(1), `FILE:LINE:` with -n. */
static bool
take_file(struct ha_slice *rest)
{
	struct ha_slice after = *rest;
	size_t size = ha_slice_find(after, ':');

	if (!is_log_name(ha_slice_head(after, size)) ||
	    ha_slice_find(ha_slice_head(after, size), ' ') < size)
		return false;
	after = ha_slice_from(after, size + 1);
	size = ha_slice_find(after, ':');
	if (!log_time_starts(after) &&
	    ha_slice_all(ha_slice_head(after, size), HA_C_DIGIT))
		after = ha_slice_from(after, size + 1);
	if (!log_time_starts(after))
		return false;
	*rest = after;
	return true;
}

/* `HOST: ` of pdsh(1), which the host behind the time bears out. */
static bool
take_remote(struct ha_slice *rest)
{
	struct ha_slice after = *rest, word = scan_word(&after), line = after;
	struct ha_slice host;
	struct log_time time;

	if (!ha_slice_ends(word, ha_slice_of(":")) ||
	    !log_time_take(&line, &time))
		return false;
	host = scan_word(&line);
	word.size--;
	if (!ha_slice_same(ha_slice_head(host, ha_slice_find(host, '.')),
			   ha_slice_head(word, ha_slice_find(word, '.'))))
		return false;
	*rest = after;
	return true;
}

/* Whether WORD is what docker compose calls a container: `sshd-1`. */
static bool
is_container(struct ha_slice word)
{
	size_t size = word.size;

	while (size > 0 && ha_in_class(word.data[size - 1], HA_C_DIGIT))
		size--;
	return size > 1 && size < word.size &&
	       (word.data[size - 1] == '-' || word.data[size - 1] == '_');
}

/* `NAME-1  | ` of docker compose, `[pod/NAME/CONTAINER] ` of kubectl. */
static bool
take_container(struct ha_slice *rest)
{
	struct ha_slice after = *rest, word = scan_word(&after);

	if (is_container(word) ? !scan_take(&after, "| ")
			       : !scan_take(&word, "[pod/") ||
				     !ha_slice_ends(word, ha_slice_of("]")))
		return false;
	*rest = after;
	return true;
}

bool
wrapper_take(struct ha_slice *rest)
{
	struct ha_slice after = *rest;

	if (!take_container(&after) && !take_file(&after) &&
	    !take_remote(&after))
		return false;
	*rest = after;
	return true;
}
