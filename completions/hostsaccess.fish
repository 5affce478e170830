# SPDX-License-Identifier: BSD-3-Clause
#
# Completion of hostsaccess(8) for fish.  What the command says of itself with
# --help tells the commands, the options, and which of them take a value.

function __hostsaccess_help
    set -l words (commandline -opc)
    $words[1] $argv --help 2>/dev/null
end

# Commands, with what they do.
function __hostsaccess_commands
    __hostsaccess_help | string replace -rf '^  ([a-z]+)  +(.*)$' '$1\t$2'
    printf '%s\t%s\n' help 'how a command is called' \
        version 'of which version it is'
end

# Options of the help that is given, with what they do.
function __hostsaccess_options
    printf '%s\t%s\n' --help 'how it is called'
    for line in $argv
        set -l option (string match -rg '^  (--[a-z-]+)' -- $line)
        or continue
        printf '%s\t%s\n' $option (string replace -r '^  \S+.*?  +' '' -- $line)
    end
end

function __hostsaccess_daemons
    path basename /etc/pam.d/* 2>/dev/null
end

# Whether OPTION takes the next word, by the help behind it.
function __hostsaccess_takes
    test "$argv[1]" = --rhost
    or string match -qr -- "^  $argv[1] ([A-Z]|[a-z]+\\|)" $argv[2..-1]
end

# Values of OPTION, for the beginning VALUE, by the help behind both.
function __hostsaccess_values
    switch $argv[1]
        case --pam --state
            __fish_complete_directories $argv[2]
        case --user
            __fish_complete_users
        case --service --daemon
            __hostsaccess_daemons
        case --rhost
            printf '%s\n' confirmed unconfirmed
        case --type
            printf '%s\n' allow deny
        case --from
            printf '%s\n' access csv hosts list sshd
        case --to
            printf '%s\n' access hosts json list nft sshd
        case --fail-on
            printf '%s\n' error warning note
        case '*'
            string match -qr -- "^  $argv[1] FILE" $argv[3..-1]
            and __fish_complete_path $argv[2]
    end
end

# Whether WORDS have the daemon; the help stands behind them and "--".
function __hostsaccess_has_daemon
    set -l end (contains -i -- -- $argv)
    set -l help $argv[(math $end + 1)..-1]
    set -l at 1
    while test $at -lt $end
        set -l word $argv[$at]
        if not string match -q -- '-*' $word
            return 0
        end
        if not string match -q -- '*=*' $word
            and __hostsaccess_takes $word $help
            set at (math $at + 1)
        end
        set at (math $at + 1)
    end
    return 1
end

function __hostsaccess_complete
    set -l words (commandline -opc)[2..-1]
    set -l word (commandline -ct)
    if test (count $words) -eq 0; or test "$words[1]" = help
        __hostsaccess_commands
        return
    end
    set -l help (__hostsaccess_help $words[1])
    or return
    if string match -q -- '--*=*' $word
        set -l parts (string split -m 1 = -- $word)
        __hostsaccess_values $parts[1] $parts[2] $help |
            string replace -r '^' -- "$parts[1]="
    else if test (count $words) -gt 1
        and __hostsaccess_takes $words[-1] $help
        __hostsaccess_values $words[-1] $word $help
    else if string match -q -- '-*' $word
        __hostsaccess_options $help
    else if contains -- $words[1] explain allow deny
        __hostsaccess_has_daemon $words[2..-1] -- $help
        or __hostsaccess_daemons
    else
        __fish_complete_path $word
    end
end

complete -c hostsaccess -f -a '(__hostsaccess_complete)'
