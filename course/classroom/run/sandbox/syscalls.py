"""Which system calls a student's code does without, by number, for x86-64 and 64-bit ARM.

A call that a machine does not have is left out of its column. Numbers from 424 on are the same everywhere.
"""

from __future__ import annotations

from typing import Final

HIGHEST: Final = 470
"""Calls above this number are newer than this list, so they are answered as if the kernel did not have them."""

_REFUSED: Final = """
fork 57 -            vfork 58 -           execve 59 221        execveat 322 281
ptrace 101 117       process_vm_readv 310 270    process_vm_writev 311 271    kcmp 312 272
rt_sigqueueinfo 129 138    rt_tgsigqueueinfo 297 240    pidfd_send_signal 424 424    pidfd_open 434 434
pidfd_getfd 438 438  process_madvise 440 440    process_mrelease 448 448
socket 41 198        connect 42 203       bind 49 200          listen 50 201
accept 43 202        accept4 288 242      sendmsg 46 211       sendmmsg 307 269
mount 165 40         umount2 166 39       pivot_root 155 41    chroot 161 51
unshare 272 97       setns 308 268        open_tree 428 428    move_mount 429 429
fsopen 430 430       fsconfig 431 431     fsmount 432 432      fspick 433 433
mount_setattr 442 442    statmount 457 457    listmount 458 458    open_tree_attr 467 467
bpf 321 280          perf_event_open 298 241    userfaultfd 323 282
add_key 248 217      request_key 249 218  keyctl 250 219
shmget 29 194        shmat 30 196         shmctl 31 195        shmdt 67 197
semget 64 190        semop 65 193         semctl 66 191        semtimedop 220 192
msgget 68 186        msgsnd 69 189        msgrcv 70 188        msgctl 71 187
mq_open 240 180      mq_unlink 241 181    mq_timedsend 242 182 mq_timedreceive 243 183
mq_notify 244 184    mq_getsetattr 245 185
name_to_handle_at 303 264    open_by_handle_at 304 265    fanotify_init 300 262
init_module 175 105  finit_module 313 273 delete_module 176 106
kexec_load 246 104   kexec_file_load 320 294    reboot 169 142
swapon 167 224       swapoff 168 225      sethostname 170 161  setdomainname 171 162
settimeofday 164 170 clock_settime 227 112    adjtimex 159 171     clock_adjtime 305 266
acct 163 89          quotactl 179 60      quotactl_fd 443 443  syslog 103 116
iopl 172 -           ioperm 173 -         modify_ldt 154 -     uselib 134 -
personality 135 92   vhangup 153 58       lookup_dcookie 212 18
move_pages 279 239   migrate_pages 256 238    mbind 237 235    set_mempolicy 238 237
setpriority 141 140  ioprio_set 251 30    sched_setparam 142 118    sched_setscheduler 144 119
sched_setaffinity 203 122    sched_setattr 314 274
truncate 76 45       chmod 90 -           fchmod 91 52         fchmodat 268 53
fchmodat2 452 452    chown 92 -           fchown 93 55         lchown 94 -
fchownat 260 54      utime 132 -          utimes 235 -         futimesat 261 -
utimensat 280 88     setxattr 188 5       lsetxattr 189 6      fsetxattr 190 7
removexattr 197 14   lremovexattr 198 15  fremovexattr 199 16  setxattrat 463 463
removexattrat 466 466    file_setattr 469 469
"""
# The block from truncate on: Landlock does not guard attributes, and without a read-only mount a student could
# otherwise change those of any file of the same user.

_ABSENT: Final = """
clone3 435 435       io_uring_setup 425 425    io_uring_enter 426 426    io_uring_register 427 427
memfd_create 319 279 memfd_secret 447 447
"""
# Answered with "no such call": callers have another way. clone3 hides its flags from a filter; memory behind a file
# descriptor is counted by no limit.

_ASKED: Final = """
clone 56 220         kill 62 129          tkill 200 130        tgkill 234 131
socketpair 53 199    prlimit64 302 261    fcntl 72 25          ioctl 16 29
prctl 157 167
"""
# Depends on their arguments.


def _column(table: str, machine: str) -> dict[str, int]:
    words = table.split()
    entries = zip(words[::3], words[1::3], words[2::3], strict=True)
    numbers = {name: (intel if machine == "x86_64" else arm) for name, intel, arm in entries}
    return {name: int(number) for name, number in numbers.items() if number != "-"}


def refused(machine: str) -> dict[str, int]:
    """Names and numbers of the calls that answer "not permitted"."""
    return _column(_REFUSED, machine)


def absent(machine: str) -> dict[str, int]:
    """Names and numbers of the calls that answer "no such call"."""
    return _column(_ABSENT, machine)


def asked(machine: str) -> dict[str, int]:
    """Names and numbers of the calls that are looked at more closely."""
    return _column(_ASKED, machine)
