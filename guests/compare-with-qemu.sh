#!/usr/bin/env bash
# Runs the guest without a race on QEMU and on Bohr, and compares what it prints. Skipped, with exit
# status 0, where QEMU is absent.
set -euo pipefail

root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
cd "$root"

if ! command -v qemu-system-riscv64 >/dev/null; then
  echo "guests/compare-with-qemu.sh: skipped, qemu-system-riscv64 is not installed" \
    "(Debian: qemu-system-misc)" >&2
  exit 0
fi

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

# on_qemu GUEST MACHINE: the mask is wide because RAM is above the 28 bits that edu has otherwise.
on_qemu() {
  timeout 60 qemu-system-riscv64 -machine "$2" -smp 2 -m 128M -nographic -bios none \
    -device edu,addr=1.0,dma_mask=0xffffffffffffffff -kernel "$1/guest.elf" </dev/null
}

failed=0
fail() {
  echo "guests/compare-with-qemu.sh: $*" >&2
  failed=1
}

guest=guests/edu-selftest
status=0
on_qemu "$guest" virt >"$temporary/qemu" || status=$?
((status == 0)) || fail "$guest ends with status $status on QEMU"
status=0
./bohr run "$guest" </dev/null >"$temporary/bohr" || status=$?
((status == 0)) || fail "$guest ends with status $status on Bohr"
if ! diff -u --label QEMU --label Bohr "$temporary/qemu" "$temporary/bohr"; then
  fail "$guest prints different things"
fi

# The guests of the scenarios with edu have nothing to print, but they must come to their end. A
# race that QEMU cannot show is no failure of theirs.
while read -r guest machine; do
  on_qemu "$guest" "$machine" || fail "$guest does not end well on QEMU"
done <<'GUESTS'
traces/dma-vs-command-register virt
traces/msi-before-dma virt
traces/msi-before-dma-imsic virt,aia=aplic-imsic
GUESTS

((failed == 0)) || exit 1
echo "guests/compare-with-qemu.sh: edu-selftest prints the same on QEMU and on Bohr," \
  "$(wc -l <"$temporary/qemu") lines"
