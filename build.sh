#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The one door: builds, runs, tests and measures PicoEngine. `./build.sh help` lists the verbs.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
artifacts=$root/artifacts
results=$artifacts/test-results
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 # as the engine is: the SDK then needs no libicu

usage() {
    cat <<'TEXT'
usage: ./build.sh VERB

  run [ARGUMENTS]      build artifacts/pico; execute, prove and verify Ethereum block 21429992 of mainnet from the
                       committed file; ARGUMENTS are added to that `pico prove-block`
  test [OPTIONS]       build everything, rebuild the guests and compare their bytes, run every test
      --long             run the long tests too
      --ethereum PATH    where the Ethereum data lies (otherwise ../shared/ethereum)
      --filter TEXT      only the tests whose full name contains TEXT; guests are not compared
  bench [ARGUMENTS]    run the benchmark that ARGUMENTS name; without any, list them
  counts               count what the tests change in the RISC-V machine: the line that the README quotes
  publish [OPTIONS]    publish artifacts/publish: pico as native code with the GPU library, what builds and tests that library where
                       nvcc is, and nothing that needs .NET; try it out, and say how large it is
      --instructions SET  what its vector code is for: x86-64-v3 unless given; native is this machine's, AVX-512 too
  aot                  publish artifacts/aot/pico-verify, the verifier alone as native code, and check a proof with it
  native               build the CUDA kernels and their library into artifacts/native, without a GPU, and run their tests
  guests               build the guests and replace the committed ones in native/guests/elf
  help                 this text

Exit codes: 0 ok, 1 a build or a test failed, 2 usage, or something is missing that has to be installed by hand.
TEXT
}

say() { printf '%s\n' "$@"; }
fail() { # fail CODE MESSAGE...
    local code=$1
    shift
    printf 'build.sh: %s\n' "$@" >&2
    exit "$code"
}

# global.json is found from the working directory, so every dotnet command runs in the clone.
in_root() { (cd "$root" && "$@"); }

# ensure_packages PACKAGE:COMMAND... installs the Debian packages whose command is absent.
ensure_packages() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair#*:}" >/dev/null || missing+=("${pair%%:*}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local by_hand="apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        fail 2 "missing: ${missing[*]}. Install as root with" "  $by_hand"
    fi
    say "Installing ${missing[*]}"
    if ! { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
        "${missing[@]}"; } </dev/null >/dev/null; then
        fail 2 "the packages could not be installed. The command was" "  $by_hand"
    fi
}

ensure_sdk() {
    local wanted reason
    wanted=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' "$root/global.json")
    if ! command -v dotnet >/dev/null; then
        if [ "$(id -u)" -eq 0 ] && [ -n "$(apt-cache madison dotnet-sdk-10.0 2>/dev/null)" ]; then
            ensure_packages dotnet-sdk-10.0:dotnet
        else
            advise_sdk "$wanted" "dotnet is not on the PATH"
        fi
    fi
    reason=$(in_root dotnet --version 2>&1) || advise_sdk "$wanted" "$reason"
}

advise_sdk() { # advise_sdk VERSION REASON
    fail 2 "$2" "PicoEngine needs the .NET SDK $1 or a later 10.0 one (global.json). Install it with" \
        "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0" \
        "  export PATH=\"\$HOME/.dotnet:\$PATH\"" \
        "or see https://dotnet.microsoft.com/download/dotnet/10.0"
}

# What makes the committed guests; the independent machine and disassembler that tests compare with, the fuzzer, and the solvers that prove rows of tables.
guest_tools=(make:make python3:python3 clang-19:clang-19 lld-19:ld.lld-19 gcc-riscv64-unknown-elf:riscv64-unknown-elf-gcc)
test_tools=("${guest_tools[@]}" qemu-user:qemu-riscv32 binutils-riscv64-unknown-elf:riscv64-unknown-elf-objdump afl++:afl-fuzz z3:z3 cvc5:cvc5)

# What makes the kernels and their library; a toolkit of NVIDIA is not among it.
native_tools=(cmake:cmake make:make python3:python3 clang-19:clang++-19 g++:g++)

build_quietly() { # build_quietly COMMAND PROJECT [OPTIONS]
    in_root dotnet "$@" --configuration Release --nologo --verbosity quiet --tl:off
}

publish_pico() {
    ensure_sdk
    say 'Building artifacts/pico'
    rm -rf "$artifacts/cli"
    build_quietly publish src/PicoEngine.Cli/PicoEngine.Cli.csproj --output "$artifacts/cli"
    cat >"$artifacts/pico" <<'LAUNCHER'
#!/usr/bin/env bash
# Starts the pico command published beside this file; works from any directory and through links.
set -euo pipefail
# The runtime would take a closed descriptor 2 for a file of its own, then abort on it.
{ : >&2; } 2>/dev/null || exec 2>/dev/null
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
dotnet=$(command -v dotnet || printf '%s' "${DOTNET_ROOT:-${HOME:-}/.dotnet}/dotnet")
if [ ! -x "$dotnet" ]; then
    echo "pico: no .NET runtime: dotnet is neither on the PATH nor in DOTNET_ROOT" >&2
    exit 1
fi
exec "$dotnet" "$here/cli/pico.dll" "$@"
LAUNCHER
    chmod +x "$artifacts/pico"
}

run() {
    publish_pico
    local block=tests/vectors/ethereum/mainnet-21429992.json.gz proof=artifacts/mainnet-21429992.pico
    shown_pico execute-block $block
    shown_pico prove-block $block -o $proof "$@"
    # Whoever verifies makes the key from the guest that they trust, here the engine's own, at the level of the proof.
    shown_pico verify $proof --block-guest --security "$(security_of "$@")"
}

shown_pico() { # shown_pico ARGUMENTS... says the command line, then runs it in the clone
    say '' "pico $*"
    in_root "$artifacts/pico" "$@"
}

security_of() { # security_of ARGUMENTS... the level that a `pico prove-block` with them has
    local level=128
    while [ $# -gt 0 ]; do
        case $1 in
            --security) level=${2:-128} ;;
            --security=* | --security:*) level=${1#--security?} ;;
        esac
        shift
    done
    say "$level"
}

# build_native FOLDER [OPTIONS]: artifacts/FOLDER by cmake with the options.
build_native() {
    local folder=$artifacts/$1 log=$artifacts/$1.log
    shift
    mkdir -p "$artifacts"
    if ! { cmake -S "$root/native/kernels" -B "$folder" -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 "$@" &&
        cmake --build "$folder" --parallel "$(nproc)"; } >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        fail 1 'the native library does not build'
    fi
}

ensure_native_tools() {
    ensure_packages "${native_tools[@]}"
    # The sanitizers are a package of their own, without a command.
    [ -e "$(clang++-19 -print-file-name=libclang_rt.asan.a)" ] || [ -e "$(clang++-19 -print-file-name=libclang_rt.asan-x86_64.a)" ] ||
        ensure_packages libclang-rt-19-dev:libclang-rt-19-dev
}

native_tests() { # native_tests FOLDER
    "$artifacts/$1/pico_native_tests" "$artifacts/$1/libpico_simulated_cuda.so" 2>&1 </dev/null | grep -v "ASan doesn't fully support makecontext"
}

native() {
    ensure_native_tools
    # The declarations in C# are those of the headers, always.
    python3 "$root/native/kernels/tools/generate_bindings.py"
    say 'Building artifacts/native/libpico_native.so'
    build_native native -DCMAKE_BUILD_TYPE=Release
    native_tests native
    say 'The same with AddressSanitizer and UndefinedBehaviorSanitizer'
    build_native native-sanitized -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPICO_SANITIZE=ON
    native_tests native-sanitized
}

guests() {
    ensure_packages "${guest_tools[@]}"
    make --silent --no-print-directory -C "$root/native/guests" update
}

bench() {
    ensure_sdk
    build_quietly build tests/PicoEngine.Benchmarks/PicoEngine.Benchmarks.csproj
    in_root dotnet run --no-build --configuration Release --project tests/PicoEngine.Benchmarks -- "$@"
}

# What was counted, as the test that counts writes it into its output.
read_counts() { grep -o 'Counted: [^<&]*accepted' "$1" | cut -d ' ' -f 2-; }

counts() {
    ensure_sdk
    mkdir -p "$results"
    build_quietly build tests/PicoEngine.Chips.Tests/PicoEngine.Chips.Tests.csproj
    local file=$results/counts.xml status=0
    in_root dotnet tests/PicoEngine.Chips.Tests/bin/Release/net10.0/PicoEngine.Chips.Tests.dll -noLogo -noColor \
        -class '*.EveryCellTests' -result-xml "$file" </dev/null >"$results/counts.log" || status=$?
    # A test that fails because the README is behind has counted all the same.
    read_counts "$file" || cat "$results/counts.log"
    [ "$status" -eq 0 ] || fail 1 "the README or the machine is not as the tests want it: $results/counts.log"
}

# publish_native PROJECT FOLDER INSTRUCTIONS: a program as native code in a folder. Needs a linker and the compiler package of NativeAOT, which nothing else
# asks for; says why where it cannot be, and ends with 3.
publish_native() {
    local project=$1 folder=$2 instructions=$3 runtime linker options log=$artifacts/restore.log
    ensure_sdk
    case $(uname -m) in
        x86_64) runtime=linux-x64 ;;
        aarch64) runtime=linux-arm64 ;;
        *) say "skipped: NativeAOT has no runtime for $(uname -m)" && return 3 ;;
    esac
    linker=$(command -v clang || command -v clang-19 || command -v gcc) ||
        { say 'skipped: no clang and no gcc to link with. Install: apt-get install --yes clang-19 lld-19' && return 3; }
    options=(--runtime "$runtime" -p:PublishAot=true "-p:CppCompilerAndLinker=$(basename "$linker")")
    mkdir -p "$folder"
    if ! in_root dotnet restore "$project" "${options[@]}" --verbosity quiet >"$log" 2>&1; then
        say 'skipped: the package of the native compiler (ILCompiler) cannot be restored:' && head -n 5 "$log"
        return 3
    fi
    [ "$runtime" = linux-x64 ] || instructions=native
    build_quietly publish "$project" "${options[@]}" --no-restore "-p:IlcInstructionSet=$instructions" --output "$folder"
}

# The verifier as native code.
aot() {
    local key status=0
    local elf=$root/native/guests/elf/fibonacci.elf proof=$artifacts/aot/fibonacci.pico
    say 'Building artifacts/aot/pico-verify'
    # Native code uses what this machine has, AVX-512 too, only if it is told so.
    publish_native src/PicoEngine.Verifier.Tool/PicoEngine.Verifier.Tool.csproj "$artifacts/aot" native || status=$?
    [ "$status" -ne 3 ] || return 0
    [ "$status" -eq 0 ] || fail 1 'the verifier does not build'
    publish_pico
    "$artifacts/pico" prove --elf "$elf" --input 0xe8030000 --output "$proof" --progress none
    key=$("$artifacts/pico" vkey --elf "$elf" | grep -o '0x[0-9a-f]\{64\}' | head -n 1)
    say "pico-verify fibonacci.pico $key"
    "$artifacts/aot/pico-verify" "$proof" "$key" || fail 1 'the native verifier refuses a right proof'
    status=0
    "$artifacts/aot/pico-verify" "$proof" "${key/0x?/0x_}" 2>/dev/null || status=$?
    [ "$status" -eq 10 ] || fail 1 "the native verifier ends with $status on a digest that is none, not with 10"
    status=0
    # The last words of the proof; behind them stands the length of the annotation.
    { head -c -9 "$proof" && printf '\1\1\1\1\1' && tail -c 4 "$proof"; } >"$proof.changed"
    "$artifacts/aot/pico-verify" "$proof.changed" "$key" 2>/dev/null || status=$?
    [ "$status" -eq 4 ] || fail 1 "the native verifier ends with $status on a changed proof, not with 4"
    say "aot: a proof is accepted, a changed one refused; $(stat -c %s "$artifacts/aot/pico-verify") bytes"
}

# What a machine with a driver, and perhaps nvcc, but without .NET can prove, measure and test with: one folder.
publish() {
    local instructions=x86-64-v3 folder=$artifacts/publish build=$artifacts/publish-build status=0 file
    while [ $# -gt 0 ]; do
        case $1 in
            --instructions)
                [ $# -ge 2 ] || fail 2 "$1 needs a value"
                instructions=$2
                shift
                ;;
            *) fail 2 "publish does not know the option $1; see ./build.sh help" ;;
        esac
        shift
    done
    ensure_native_tools
    say 'Building artifacts/native'
    build_native native -DCMAKE_BUILD_TYPE=Release
    say "Building artifacts/publish/pico for $instructions"
    rm -rf "$folder" "$build"
    publish_native src/PicoEngine.Cli/PicoEngine.Cli.csproj "$build" "$instructions" || status=$?
    [ "$status" -ne 3 ] || return 0
    [ "$status" -eq 0 ] || fail 1 'the command does not build as native code'
    mkdir -p "$folder/native"
    cp "$build/pico" "$build/libpico_native.so" "$root/LICENSE-MIT" "$root/LICENSE-APACHE" "$folder"
    for file in pico_native_tests libpico_simulated_cuda.so libpico_native.so.1; do
        cp -L "$artifacts/native/$file" "$folder/native"
    done
    in_root git ls-files native/kernels cmake | (cd "$root" && tar --create --file - --files-from -) | tar --extract --file - --directory "$folder"
    try_published "$folder"
}

# try_published FOLDER: the published build without .NET, from another directory: its library is found, what it proves it verifies, and it is not too large.
try_published() {
    local folder=$1 elf=$root/native/guests/elf/fibonacci.elf bytes key most=$((60 << 20))
    local alone=(env -i "PATH=/usr/bin:/bin" "HOME=${HOME:-/}" DOTNET_ROOT=/nowhere "$folder/pico")
    (
        cd /
        "${alone[@]}" doctor | grep 'native ABI' || fail 1 'the published build does not find its GPU library'
        "${alone[@]}" prove --elf "$elf" --input 0xe8030000 --backend cpu --output "$artifacts/published.pico" --progress none >/dev/null
        key=$("${alone[@]}" vkey --elf "$elf" | grep -o '0x[0-9a-f]\{64\}' | head -n 1)
        "${alone[@]}" verify "$artifacts/published.pico" --vkey "$key" >/dev/null || fail 1 'the published build refuses its own proof'
        "$folder/native/pico_native_tests" "$folder/native/libpico_simulated_cuda.so" library
    )
    (cd "$folder" && du --bytes --apparent-size --summarize --total -- * | awk '{ printf "%12d  %s\n", $1, $2 }')
    bytes=$(du --bytes --apparent-size --summarize "$folder" | cut -f 1)
    [ "$bytes" -lt "$most" ] || fail 1 "artifacts/publish has $bytes bytes, more than 60 MiB"
    say "publish: artifacts/publish has $bytes bytes; there, without .NET: ./pico doctor --self-test, ./pico bench, ./pico prove"
}

# read_results XML: "counts PASSED FAILED SKIPPED", then per test "time SECONDS NAME" or "skip NAME<tab>REASON".
read_results() {
    awk 'BEGIN { RS = "<" }
        function value(name,   from) {
            if (!match($0, " " name "=\"[^\"]*\"")) return ""
            from = RSTART + length(name) + 3
            return plain(substr($0, from, RSTART + RLENGTH - 1 - from))
        }
        function plain(text) {
            gsub(/\\"/, "\"", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#xA;|\n/, " ", text)
            gsub(/&amp;/, "\\&", text)
            return text
        }
        /^assembly / { passed += value("passed"); failed += value("failed") + value("errors"); skipped += value("skipped") }
        /^test / {
            name = value("type") "." value("method")
            if (value("result") != "Skip") print "time", value("time"), name
        }
        /^reason>/ { print "skip " name "\t" plain(substr($0, 8)) }
        END { print "counts", passed + 0, failed + 0, skipped + 0 }' "$1"
}

test_project() { # test_project NAME [FILTER]: runs it and adds its lines to $results/table, times and skips
    local name=$1 filter=${2:-} status=0 started=$SECONDS passed=0 failed=0 skipped=0 note='' arguments=()
    local assembly=$root/tests/$name/bin/Release/net10.0/$name.dll
    [ -z "$filter" ] || arguments=(-method "*$filter*")
    say "== $name"
    in_root dotnet "$assembly" -noLogo -noColor -result-xml "$results/$name.xml" "${arguments[@]}" </dev/null || status=$?
    if [ -f "$results/$name.xml" ]; then
        read_results "$results/$name.xml" >"$results/lines"
        read -r _ passed failed skipped < <(grep '^counts ' "$results/lines")
        sed -n 's/^time //p' "$results/lines" >>"$results/times"
        sed -n "s/^skip /$name\t/p" "$results/lines" >>"$results/skips"
    fi
    # A run that dies, or that runs nothing, has not passed.
    if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
        failed=1 note="ended with exit code $status"
    elif [ $((passed + failed + skipped)) -eq 0 ] && [ -z "$filter" ]; then
        failed=1 note='ran no test'
    fi
    printf '%s\t%d\t%d\t%d\t%d\t%s\n' "$name" $((SECONDS - started)) "$passed" "$failed" "$skipped" "$note" >>"$results/table"
}

# make_guests TITLE NAME FOLDER TARGET: a make target of native/guests as a row of the summary.
make_guests() {
    local status=0 started=$SECONDS
    say "== $1"
    make --silent --no-print-directory -C "$root/native/guests/$3" "$4" || status=$?
    printf '%s\t%d\t%d\t%d\t%d\t%s\n' "$2" $((SECONDS - started)) $((status == 0)) $((status != 0)) 0 '' >>"$results/table"
}

test_guests() {
    make_guests 'guests: rebuild and compare' 'guests rebuilt, bytes compared' . check
    make_guests 'guests: the Ethereum block guest, on the host' 'ethereum-block on the host' ethereum-block test
}

# test_native: the kernels and their library, before the solution is built, which takes the library along. Rows of the summary as make_guests has them.
test_native() {
    local folder name status started
    for folder in native native-sanitized; do
        status=0 started=$SECONDS
        say "== kernels: $folder"
        if [ "$folder" = native ]; then
            name='kernels on the CPU'
            { python3 "$root/native/kernels/tools/generate_bindings.py" --check && build_native native -DCMAKE_BUILD_TYPE=Release && native_tests native; } ||
                status=$?
        else
            name='kernels on the CPU, sanitizers'
            { build_native native-sanitized -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPICO_SANITIZE=ON && native_tests native-sanitized; } || status=$?
        fi
        printf '%s\t%d\t%d\t%d\t%d\t%s\n' "$name" $((SECONDS - started)) $((status == 0)) $((status != 0)) 0 '' >>"$results/table"
    done
}

print_summary() {
    say '' '== Tests'
    awk -F'\t' -v whole="$SECONDS" '
        function row(name, seconds, p, f, s, note) {
            printf "%-40s %8.2f %8d %8d %8d%s\n", name, seconds / 60, p, f, s, (note == "" ? "" : "  " note)
        }
        BEGIN { printf "%-40s %8s %8s %8s %8s\n", "project", "minutes", "passed", "failed", "skipped" }
        { row($1, $2, $3, $4, $5, $6); passed += $3; failed += $4; skipped += $5 }
        END { row("all, with the build", whole, passed, failed, skipped, "") }' "$results/table"
    list_slowest
    list_skips
    if [ -f "$results/PicoEngine.Chips.Tests.xml" ] && grep -q 'Counted: ' "$results/PicoEngine.Chips.Tests.xml"; then
        say '' "RISC-V machine: $(read_counts "$results/PicoEngine.Chips.Tests.xml")"
    fi
}

list_slowest() { # tests of a second and more, the cases of a theory together
    [ -s "$results/times" ] || return 0
    awk '{ seconds[$2] += $1; cases[$2]++ }
        END { for (name in seconds) if (seconds[name] >= 1) printf "%.2f\t%d\t%s\n", seconds[name] / 60, cases[name], name }' \
        "$results/times" | sort -rn | head -n 15 | awk -F'\t' '
        NR == 1 { printf "\n== Slowest tests\n%8s %8s  %s\n", "minutes", "cases", "test" }
        { printf "%8s %8d  %s\n", $1, $2, $3 }'
}

list_skips() {
    [ -s "$results/skips" ] || return 0
    say '' '== Skipped'
    awk -F'\t' '{ count[$2 ": " $3]++ } END { for (line in count) printf "%6d  %s\n", count[line], line }' \
        "$results/skips" | sort -k 2
}

run_tests() {
    local filter='' ethereum=${PICO_TEST_ETHEREUM:-$root/../shared/ethereum} name
    while [ $# -gt 0 ]; do
        case $1 in
            --long) export PICO_TEST_LONG=1 ;;
            --ethereum | --filter)
                [ $# -ge 2 ] || fail 2 "$1 needs a value"
                if [ "$1" = --filter ]; then
                    filter=$2
                else
                    [ -d "$2" ] || fail 2 "--ethereum: no folder $2"
                    ethereum=$2
                fi
                shift
                ;;
            *) fail 2 "test does not know the option $1; see ./build.sh help" ;;
        esac
        shift
    done
    if [ -d "$ethereum" ]; then
        PICO_TEST_ETHEREUM=$(cd "$ethereum" && pwd)
        export PICO_TEST_ETHEREUM
    fi

    ensure_sdk
    ensure_packages "${test_tools[@]}"
    rm -rf "$results"
    mkdir -p "$results"
    ensure_native_tools
    # With a filter only the library is made: the tests of the solution that run it need it.
    if [ -z "$filter" ]; then test_native; else build_native native -DCMAKE_BUILD_TYPE=Release; fi
    say "== Building PicoEngine.sln"
    build_quietly build PicoEngine.sln

    [ -n "$filter" ] || test_guests
    # One project after the other: several of them use every core themselves.
    for name in "$root"/tests/*.Tests "$root"/tests/*.Conformance; do
        test_project "$(basename "$name")" "$filter"
    done
    print_summary

    local passed failed skipped
    read -r passed failed skipped < <(awk -F'\t' '{ p += $3; f += $4; s += $5 } END { print p, f, s }' "$results/table")
    say '' "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
    run) run "$@" ;;
    test) run_tests "$@" ;;
    bench) bench "$@" ;;
    counts) counts ;;
    publish) publish "$@" ;;
    aot) aot ;;
    native) native ;;
    guests) guests ;;
    help | -h | --help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
