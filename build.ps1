#requires -Version 7.2
# SPDX-License-Identifier: MIT OR Apache-2.0
# The one door on Windows, verb for verb as build.sh. Reviewed, not run: PowerShell is not on the machines that build this project.
# What is built on Linux only is handed to build.sh, through WSL on Windows: the GPU library, and with it the published folder, and the guests (clang-19 and
# lld-19 from Debian make the committed bytes).

param([string] $Verb = '')

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false # exit codes are read, not thrown

$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$results = Join-Path $artifacts 'test-results'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:TESTINGPLATFORM_TELEMETRY_OPTOUT = '1'

$usage = @'
usage: ./build.ps1 VERB

  run [ARGUMENTS]      build artifacts/pico.cmd; execute, prove and verify Ethereum block 21429992 of mainnet from the
                       committed file; ARGUMENTS are added to that `pico prove-block`
  test [OPTIONS]       build everything and run every test
      --long             run the long tests too
      --ethereum PATH    where the Ethereum data lies (otherwise ../shared/ethereum)
      --filter TEXT      only the tests whose full name contains TEXT
  bench [ARGUMENTS]    run the benchmark that ARGUMENTS name; without any, list them
  counts               count what the tests change in the RISC-V machine: the line that the README quotes
  aot                  publish artifacts/aot/pico-verify.exe, the verifier alone as native code, and check a proof with it
  publish [OPTIONS]    in WSL: publish artifacts/publish, pico as native code with the GPU library, for Linux without .NET
  native               in WSL: build the CUDA kernels and their library, without a GPU, and run their tests
  guests               in WSL: build the guests and replace the committed ones in native/guests/elf
  help                 this text

Exit codes: 0 ok, 1 a build or a test failed, 2 usage, or something is missing that has to be installed by hand.
'@

function Stop-Build([int] $Code, [string[]] $Message) {
    foreach ($line in $Message) { [Console]::Error.WriteLine("build.ps1: $line") }
    exit $Code
}

# global.json is found from the working directory, so every dotnet command runs in the clone.
# Output goes straight to the console; the exit code is left in $LASTEXITCODE.
function Invoke-DotNet([string[]] $Arguments) {
    Push-Location $root
    try { & dotnet @Arguments | Out-Host } finally { Pop-Location }
}

function Assert-Sdk {
    $advice = @(
        'PicoEngine needs the .NET SDK that global.json names or a later 10.0 one. Install it with',
        '  winget install Microsoft.DotNet.SDK.10',
        'or see https://dotnet.microsoft.com/download/dotnet/10.0')
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        Stop-Build 2 (@('dotnet is not on the PATH') + $advice)
    }
    Push-Location $root
    try { $reason = & dotnet --version 2>&1 } finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) { Stop-Build 2 (@($reason | ForEach-Object { "$_" }) + $advice) }
}

function Invoke-Build([string[]] $Arguments) {
    Invoke-DotNet ($Arguments + @('--configuration', 'Release', '--nologo', '--verbosity', 'quiet', '--tl:off'))
    if ($LASTEXITCODE -ne 0) { exit 1 }
}

function Invoke-Run([string[]] $Extra) {
    Assert-Sdk
    'Building artifacts/pico.cmd'
    $cli = Join-Path $artifacts 'cli'
    if (Test-Path $cli) { Remove-Item -Recurse -Force $cli }
    Invoke-Build @('publish', 'src/PicoEngine.Cli/PicoEngine.Cli.csproj', '--output', $cli)
    Set-Content -Path (Join-Path $artifacts 'pico.cmd') -Value '@dotnet "%~dp0cli\pico.dll" %*'

    $pico = Join-Path $cli 'pico.dll'
    $block = Join-Path $root 'tests/vectors/ethereum/mainnet-21429992.json.gz'
    $proof = Join-Path $artifacts 'mainnet-21429992.pico'
    Invoke-Pico $pico (@('execute-block', $block))
    Invoke-Pico $pico (@('prove-block', $block, '-o', $proof) + $Extra)
    # Whoever verifies makes the key from the guest that they trust, here the engine's own, at the level of the proof.
    $level = '128'
    for ($i = 0; $i -lt $Extra.Count; $i++) {
        if ($Extra[$i] -eq '--security' -and $i + 1 -lt $Extra.Count) { $level = $Extra[$i + 1] }
        if ($Extra[$i] -match '^--security[=:](.*)$') { $level = $Matches[1] }
    }
    Invoke-Pico $pico (@('verify', $proof, '--block-guest', '--security', $level))
    exit 0
}

# Says the command line, runs it, and ends with its exit code when it fails.
function Invoke-Pico([string] $Pico, [string[]] $Arguments) {
    Write-Host "`npico $Arguments"
    & dotnet $Pico @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Invoke-Bench([string[]] $Extra) {
    Assert-Sdk
    Invoke-Build @('build', 'tests/PicoEngine.Benchmarks/PicoEngine.Benchmarks.csproj')
    Invoke-DotNet (@('run', '--no-build', '--configuration', 'Release', '--project', 'tests/PicoEngine.Benchmarks', '--') + $Extra)
    exit $LASTEXITCODE
}

function Invoke-OnLinux([string] $Verb, [string[]] $Extra) {
    if ($IsLinux) { & (Join-Path $root 'build.sh') $Verb @Extra | Out-Host }
    elseif (Get-Command wsl -ErrorAction SilentlyContinue) { & wsl --cd $root -- ./build.sh $Verb @Extra | Out-Host }
    else { Stop-Build 2 @("$Verb needs Linux, and there is no WSL. Install it with", '  wsl --install -d Debian') }
    exit $LASTEXITCODE
}

function Invoke-Counts {
    Assert-Sdk
    New-Item -ItemType Directory -Force $results | Out-Null
    Invoke-Build @('build', 'tests/PicoEngine.Chips.Tests/PicoEngine.Chips.Tests.csproj')
    $xml = Join-Path $results 'counts.xml'
    $log = Join-Path $results 'counts.log'
    Push-Location $root
    try {
        & dotnet tests/PicoEngine.Chips.Tests/bin/Release/net10.0/PicoEngine.Chips.Tests.dll -noLogo -noColor `
            -class '*.EveryCellTests' -result-xml $xml > $log
    }
    finally { Pop-Location }
    $status = $LASTEXITCODE
    # A test that fails because the README is behind has counted all the same.
    $counted = Select-String -Path $xml -Pattern 'Counted: ([^<&]*accepted)' | Select-Object -First 1
    if ($counted) { $counted.Matches[0].Groups[1].Value } else { Get-Content $log }
    if ($status -ne 0) { Stop-Build 1 "the README or the machine is not as the tests want it: $log" }
    exit 0
}

# Needs the linker of Visual Studio's C++ tools and the compiler package of NativeAOT.
function Invoke-Aot {
    Assert-Sdk
    $project = 'src/PicoEngine.Verifier.Tool/PicoEngine.Verifier.Tool.csproj'
    $aot = Join-Path $artifacts 'aot'
    $architecture = [Runtime.InteropServices.RuntimeInformation]::OSArchitecture.ToString().ToLowerInvariant()
    'Building artifacts/aot/pico-verify.exe'
    # Native code uses what this machine has, AVX-512 too, only if it is told so.
    Invoke-Build @('publish', $project, '--runtime', "win-$architecture", '-p:PublishAot=true', '-p:IlcInstructionSet=native', '--output', $aot)
    Invoke-Build @('build', 'src/PicoEngine.Cli/PicoEngine.Cli.csproj')
    $pico = Join-Path $root 'src/PicoEngine.Cli/bin/Release/net10.0/pico.dll'
    $elf = Join-Path $root 'native/guests/elf/fibonacci.elf'
    $proof = Join-Path $aot 'fibonacci.pico'
    Invoke-Pico $pico @('prove', '--elf', $elf, '--input', '0xe8030000', '--output', $proof, '--progress', 'none')
    $key = ((& dotnet $pico vkey --elf $elf) | Select-String -Pattern '0x[0-9a-f]{64}').Matches[0].Value
    & (Join-Path $aot 'pico-verify.exe') $proof $key | Out-Host
    if ($LASTEXITCODE -ne 0) { Stop-Build 1 'the native verifier refuses a right proof' }
    # The last words of the proof; behind them stands the length of the annotation.
    $bytes = [IO.File]::ReadAllBytes($proof)
    for ($i = $bytes.Length - 9; $i -lt $bytes.Length - 4; $i++) { $bytes[$i] = 1 }
    [IO.File]::WriteAllBytes("$proof.changed", $bytes)
    & (Join-Path $aot 'pico-verify.exe') "$proof.changed" $key 2>$null | Out-Host
    if ($LASTEXITCODE -ne 4) { Stop-Build 1 "the native verifier ends with $LASTEXITCODE on a changed proof, not with 4" }
    'aot: a proof is accepted, a changed one refused'
    exit 0
}

# Runs one test project; gives its row of the table, its skips among it.
function Invoke-TestProject([string] $Name, [string] $Filter) {
    Write-Host "== $Name"
    $xml = Join-Path $results "$Name.xml"
    $arguments = @((Join-Path $root "tests/$Name/bin/Release/net10.0/$Name.dll"), '-noLogo', '-noColor', '-result-xml', $xml)
    if ($Filter) { $arguments += @('-method', "*$Filter*") }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    Invoke-DotNet $arguments
    $status = $LASTEXITCODE
    $row = [pscustomobject]@{
        project = $Name; minutes = [Math]::Round($clock.Elapsed.TotalMinutes, 2)
        passed = 0; failed = 0; skipped = 0; note = ''; skips = @(); times = @()
    }
    if (Test-Path $xml) {
        $document = [xml](Get-Content -Raw $xml)
        foreach ($assembly in $document.SelectNodes('/assemblies/assembly')) {
            $row.passed += [int]$assembly.GetAttribute('passed')
            $row.failed += [int]$assembly.GetAttribute('failed') + [int]$assembly.GetAttribute('errors')
            $row.skipped += [int]$assembly.GetAttribute('skipped')
        }
        foreach ($test in $document.SelectNodes('//test')) {
            $method = $test.GetAttribute('type') + '.' + $test.GetAttribute('method')
            if ($test.GetAttribute('result') -eq 'Skip') {
                $row.skips += $method + ': ' + ($test.SelectSingleNode('reason').InnerText -replace '\s+', ' ')
            }
            else {
                $seconds = [double]::Parse($test.GetAttribute('time'), [Globalization.CultureInfo]::InvariantCulture)
                $row.times += [pscustomobject]@{ test = $method; seconds = $seconds }
            }
        }
    }
    # A run that dies, or that runs nothing, has not passed.
    if ($status -ne 0 -and $row.failed -eq 0) {
        $row.failed = 1
        $row.note = "ended with exit code $status"
    }
    elseif ($row.passed + $row.failed + $row.skipped -eq 0 -and -not $Filter) {
        $row.failed = 1
        $row.note = 'ran no test'
    }
    return $row
}

function Write-Summary($Rows) {
    ''
    '== Tests'
    ($Rows | Format-Table project, minutes, passed, failed, skipped, note -AutoSize | Out-String).Trim()
    $slow = $Rows.times | Where-Object { $_ } | Group-Object test | ForEach-Object {
        $seconds = ($_.Group | Measure-Object seconds -Sum).Sum
        [pscustomobject]@{ minutes = [Math]::Round($seconds / 60, 2); cases = $_.Count; test = $_.Name; seconds = $seconds }
    } | Where-Object seconds -GE 1 | Sort-Object seconds -Descending | Select-Object -First 15
    if ($slow) {
        ''
        '== Slowest tests'
        ($slow | Format-Table minutes, cases, test -AutoSize | Out-String).Trim()
    }
    $skips = $Rows.skips | Where-Object { $_ } | Group-Object | Sort-Object Name
    if ($skips) {
        ''
        '== Skipped'
        foreach ($skip in $skips) { '{0,6}  {1}' -f $skip.Count, $skip.Name }
    }
}

function Invoke-Tests([string[]] $Options) {
    $filter = ''
    $ethereum = if ($env:PICO_TEST_ETHEREUM) { $env:PICO_TEST_ETHEREUM } else { Join-Path $root '../shared/ethereum' }
    for ($i = 0; $i -lt $Options.Count; $i++) {
        $option = $Options[$i]
        if ($option -eq '--long') {
            $env:PICO_TEST_LONG = '1'
            continue
        }
        if ($option -notin '--ethereum', '--filter') { Stop-Build 2 "test does not know the option $option; see ./build.ps1 help" }
        if (++$i -ge $Options.Count) { Stop-Build 2 "$option needs a value" }
        if ($option -eq '--filter') { $filter = $Options[$i] }
        elseif (Test-Path -PathType Container $Options[$i]) { $ethereum = $Options[$i] }
        else { Stop-Build 2 "--ethereum: no folder $($Options[$i])" }
    }
    if (Test-Path -PathType Container $ethereum) { $env:PICO_TEST_ETHEREUM = (Resolve-Path $ethereum).Path }

    Assert-Sdk
    if (Test-Path $results) { Remove-Item -Recurse -Force $results }
    New-Item -ItemType Directory -Force $results | Out-Null
    '== Building PicoEngine.sln'
    Invoke-Build @('build', 'PicoEngine.sln')

    $rows = @(Get-ChildItem -Directory (Join-Path $root 'tests') | Where-Object Name -Match '\.(Tests|Conformance)$' | Sort-Object Name |
        ForEach-Object { Invoke-TestProject $_.Name $filter })
    Write-Summary $rows

    $passed = ($rows | Measure-Object passed -Sum).Sum
    $failed = ($rows | Measure-Object failed -Sum).Sum
    $skipped = ($rows | Measure-Object skipped -Sum).Sum
    ''
    "$passed passed, $failed failed, $skipped skipped"
    exit ([int]($failed -ne 0 -or $passed + $skipped -eq 0))
}

# No param() names for the rest: options such as --filter are ours, not PowerShell's.
$rest = [string[]]@($args)
switch ($Verb) {
    'run' { Invoke-Run $rest }
    'test' { Invoke-Tests $rest }
    'bench' { Invoke-Bench $rest }
    'counts' { Invoke-Counts }
    'aot' { Invoke-Aot }
    { $_ -in 'publish', 'native', 'guests' } { Invoke-OnLinux $Verb $rest }
    { $_ -in 'help', '-h', '--help' } { $usage }
    default {
        [Console]::Error.WriteLine($usage)
        exit 2
    }
}
