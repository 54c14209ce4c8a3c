#!/usr/bin/env bash
# Builds guest.elf from guest.c in each folder given; in every folder under traces/, guests/ and
# benchmarks/guests/ that has a guest.c, if none is given; so too under benchmarks/strategies/ and
# audits/ and examples/scenarios/. Where scenario.yaml has more than 8 harts, start.S and the
# stacks are made for so many.
#
#   guests/build.sh [--check] [folder...]
#
# With --check nothing is written: exit status 1, naming the files that are not what their sources
# give, byte for byte. Where the cross compiler is absent or another version, --check says so and
# succeeds, because there is nothing to compare with.
set -euo pipefail

prefix=riscv64-unknown-elf
compiler_version=12.2.0 # Debian 12; another one gives other bytes

check=false
if [[ ${1:-} == --check ]]; then
  check=true
  shift
fi

folders=()
for folder in "$@"; do
  if [[ ! -f $folder/guest.c ]]; then
    echo "guests/build.sh: $folder: no guest.c" >&2
    exit 2
  fi
  folders+=("$(realpath "$folder")")
done

# From the root, so that the names in the line tables are the same everywhere.
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
cd "$root"
if ((${#folders[@]} == 0)); then
  for source in traces/*/guest.c guests/*/guest.c benchmarks/guests/*/guest.c \
    benchmarks/strategies/*/guest.c audits/*/guest.c examples/scenarios/*/guest.c; do
    [[ ! -f $source ]] || folders+=("$root/${source%/guest.c}")
  done
fi

version=$("$prefix-gcc" -dumpfullversion 2>/dev/null || echo none)
if [[ $version != "$compiler_version" ]]; then
  if [[ $version == none ]]; then
    echo "guests/build.sh: $prefix-gcc is not installed (Debian: gcc-riscv64-unknown-elf)" >&2
  else
    echo "guests/build.sh: $prefix-gcc is $version; the committed guests need $compiler_version" >&2
  fi
  if $check; then
    echo "guests/build.sh: skipped, the guests are not compared with their sources" >&2
    exit 0
  fi
  [[ $version != none ]] || exit 1
fi

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

compile=(
  -march=rv64imac_zicsr_zifencei -mabi=lp64 -mcmodel=medany
  -std=gnu17 -O1 -Wall -Wextra -Werror
  -gdwarf-5 -gno-column-info -gno-variable-location-views -gno-statement-frontiers
  -ffreestanding -nostdlib -fno-pic -ffunction-sections -fdata-sections
  "-ffile-prefix-map=$root=." "-fdebug-prefix-map=$root=." -Iguests
)
link=(
  -march=rv64imac_zicsr_zifencei -mabi=lp64 -nostdlib -static -T guests/link.ld
  "-Wl,--gc-sections,--nmagic,--build-id=none,--discard-locals,--fatal-warnings"
)

# Debug information that only a debugger of C expressions needs. What stays, .debug_line with its
# strings, maps addresses to source lines.
strip=(
  -R .debug_info -R .debug_abbrev -R .debug_aranges -R .debug_frame -R .debug_loclists
  -R .debug_rnglists -R .debug_str
)

# Step by step, because the names of the compiler's own temporary files would get into the ELF.
# build SOURCE ELF
build() {
  local harts start=$temporary/start.o more=()
  harts=$(sed -n 's/^harts: *\([0-9]*\)$/\1/p' "$(dirname "$1")/scenario.yaml" 2>/dev/null || true)
  if ((${harts:-8} > 8)); then
    start=$temporary/start-$harts.o
    "$prefix-gcc" "${compile[@]}" "-DHARTS=$harts" -c -o "$start" guests/start.S
    more=("-Wl,--defsym,harts_of_board=$harts")
  fi
  "$prefix-gcc" "${compile[@]}" -c -o "$temporary/guest.o" "$1"
  "$prefix-gcc" "${link[@]}" "${more[@]}" -o "$temporary/full.elf" \
    "$start" "$temporary"/{bohr,guest}.o
  "$prefix-objcopy" "${strip[@]}" "$temporary/full.elf" "$2"
  chmod 644 "$2"
}

"$prefix-gcc" "${compile[@]}" -DHARTS=8 -c -o "$temporary/start.o" guests/start.S
"$prefix-gcc" "${compile[@]}" -c -o "$temporary/bohr.o" guests/bohr.c

stale=0
for folder in "${folders[@]}"; do
  name=${folder#"$root"/}
  build "$name/guest.c" "$temporary/guest.elf"
  if $check; then
    if ! cmp -s "$temporary/guest.elf" "$folder/guest.elf"; then
      echo "guests/build.sh: $name/guest.elf is not what its sources give; run guests/build.sh" >&2
      stale=$((stale + 1))
    fi
  elif ! cmp -s "$temporary/guest.elf" "$folder/guest.elf"; then
    mv "$temporary/guest.elf" "$folder/guest.elf"
    echo "built $name/guest.elf"
  fi
done

if $check; then
  ((stale == 0)) || exit 1
  echo "guests/build.sh: ${#folders[@]} guests are up to date"
fi
