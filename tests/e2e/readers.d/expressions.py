# SPDX-License-Identifier: BSD-3-Clause
"""What readers take from lines, by expressions of theirs.

Reads lines as syslogd(8) writes them.  Prints "READER NUMBER HOST" for each
host that a reader finds in line NUMBER.  More than they do: all expressions
are tried on every line, where some readers stop at the first that fits.
"""
import re
import sys

HOST = r"(?P<host>\S+?)"
ADDRESS = r"(?P<host>[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)"
# Anchored at the start of the message, as match() does it.
START = "start"
ANYWHERE = "anywhere"

READERS = {
    # The end of the line, and nothing behind the parenthesis.
    "fail2ban-old": (START, [
        r"refused connect from \S+ \(" + HOST + r"\)\s*$",
        r"Failed (?:password|publickey) for .* from " + HOST +
        r"(?: port \d*)?(?: ssh\d*)?$",
        r"[iI](?:llegal|nvalid) user .* from " + HOST + r"\s*$",
        r"Address " + HOST + r" .* POSSIBLE BREAK-IN ATTEMPT!*\s*$",
    ]),
    "fail2ban": (START, [r"refused connect from \S+ \(" + HOST + r"\)"]),
    # Of its later parsers: the last address in parentheses, or the first.
    "crowdsec-last": (ANYWHERE,
                      [r"refused connect from .*\(" + ADDRESS + r"\)"]),
    "crowdsec-first": (ANYWHERE,
                       [r"refused connect from .*?\(" + ADDRESS + r"\)"]),
    # Decoders for the program sshd; old and new, in both dialects.
    "ossec-wazuh": (ANYWHERE, [
        r"^refused connect from " + HOST + r"$",
        r"^Failed \S+ for (?:invalid user )?\S+ from " + HOST + r" port",
        r"user \S+ from " + HOST + r"(?: |$)",
        r"rhost=" + HOST + r"\s+user=\S+",
        r"fatal: Unable to negotiate with " + HOST + r"(?: port|: )",
        r" exceeded for \S+ from " + HOST + r" port \d+ ",
        r"Address " + HOST + r" maps to \S+,",
        r"Connection reset.*?\S+ " + HOST + r" port \d+",
        r"Disconnect(?:ed|ing) (?:from )?(?:invalid )?user \S+ " + HOST +
        r" port \d+",
    ]),
    "ossec-telnetd": (ANYWHERE, [r"from " + HOST + r"$"]),
    # Whatever stands behind the last " sshd...: " is the message.
    "denyhosts": (START, [
        r"Failed \S* for .* from (?:::ffff:)?" + ADDRESS +
        r"(?: port \d+)?(?: ssh2)?$",
        r"(?:Illegal|Invalid) user .* from " + ADDRESS + r"$",
        r"Authentication failure for .* .*from " + HOST + r"(?:\s|$)",
        r"User .* from " + HOST + r" not allowed because",
        r"Did not receive identification string .*from " + ADDRESS,
    ]),
}
# Alerts without an address: the rules 2503 and 2501.
ALERTS = {
    "ossec-2503": r"^refused connect from|^libwrap refused connection|"
                  r"Connection from \S+ denied",
}


def message(reader, line):
    """Return the part of the line that READER looks at."""
    form = r".* sshd.*: (.*)" if reader == "denyhosts" else r".*?\]: (.*)"
    found = re.match(form, line)
    return found.group(1) if found else line


def main():
    for number, line in enumerate(sys.stdin, 1):
        line = line.rstrip("\n")
        for reader, (where, expressions) in READERS.items():
            text = message(reader, line)
            search = re.match if where == START else re.search
            hosts = {found.group("host") for found in
                     (search(one, text) for one in expressions) if found}
            for host in sorted(hosts):
                print(reader, number, host)
        for reader, expression in ALERTS.items():
            if re.search(expression, message(reader, line)):
                print(reader, number, "alert")


main()
