# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# How scripts of tests check and count.  Needs `set -euo pipefail`.

checks=0
failures=0

# check NAME EXPECTED ACTUAL: passes if both texts are the same.
check()
{
	checks=$((checks + 1))
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
		return
	fi
	failures=$((failures + 1))
	echo "not ok - $1"
	diff -u --label expected --label actual <(echo "$2") <(echo "$3") |
		sed 's/^/#   /' || :
}

# check_files NAME EXPECTED ACTUAL: passes if both files hold the same bytes.
check_files()
{
	local difference=

	difference=$(diff -u --label expected --label actual "$2" "$3" 2>&1) || :
	check "$1" "" "$difference"
}

# check_that NAME COMMAND...: passes if COMMAND does, which runs in a process of
# its own; what it says is shown if not.
check_that()
{
	local said status=0

	said=$("${@:2}" 2>&1) || status=$?
	check "$1" "" "$([ "$status" -eq 0 ] || echo "$said, status $status")"
}

# finish: the last command of a script: prints the counts, and its status is the
# script's.  One that has checked nothing has failed.
finish()
{
	echo "${0##*/}: $checks checks, $failures failed"
	[ "$checks" -gt 0 ] && [ "$failures" -eq 0 ]
}
