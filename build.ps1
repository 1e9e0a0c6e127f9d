#!/usr/bin/env pwsh
# Finds the .NET SDK, builds the release program when its sources changed, and runs it with the arguments given.
# Works from any folder; the folder stays the caller's. build.sh is the same for a POSIX shell.
$ErrorActionPreference = 'Stop'
$program = Join-Path $PSScriptRoot 'build/bin/Release/net10.0/torch-tensorrt-release.dll'
$stamp = Join-Path $PSScriptRoot 'build/obj/door.stamp'

function Stop-Door([string] $text) {
    [Console]::Error.WriteLine($text)
    exit 1
}

function Find-DotNet {
    $name = if ($IsWindows -or $env:OS -eq 'Windows_NT') { 'dotnet.exe' } else { 'dotnet' }
    $found = Get-Command $name -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($found) { return $found.Source }
    foreach ($folder in @($env:DOTNET_ROOT, (Join-Path $HOME '.dotnet'))) {
        if ($folder -and (Test-Path (Join-Path $folder $name))) { return Join-Path $folder $name }
    }
}

# Microsoft's own script, only when asked for.
function Install-DotNet {
    [Console]::Error.WriteLine('installing the .NET SDK into ~/.dotnet')
    $script = Join-Path ([IO.Path]::GetTempPath()) 'dotnet-install.ps1'
    Invoke-WebRequest -Uri 'https://dot.net/v1/dotnet-install.ps1' -OutFile $script -UseBasicParsing
    & $script -JSonFile (Join-Path $PSScriptRoot 'global.json') -InstallDir (Join-Path $HOME '.dotnet') | Out-Null
    Remove-Item $script
}

function Test-Current {
    if (-not ((Test-Path $program) -and (Test-Path $stamp))) { return $false }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $sources = @('build', 'src', 'global.json', 'Directory.Build.props', 'Directory.Packages.props') | ForEach-Object { Join-Path $PSScriptRoot $_ }
    $newer = Get-ChildItem -Path $sources -Recurse |
        Where-Object { $_.LastWriteTimeUtc -gt $built -and $_.FullName -notmatch '[\\/](bin|obj)([\\/]|$)' -and $_.Name -ne 'packages.lock.json' } |
        Select-Object -First 1
    return -not $newer
}

$dotnet = Find-DotNet
if (-not $dotnet -and $args -contains '--install-dotnet') {
    Install-DotNet
    $dotnet = Find-DotNet
}
if (-not $dotnet) {
    Stop-Door 'TR9031: there is no .NET SDK on the PATH, in DOTNET_ROOT or in ~/.dotnet. Next: install .NET SDK 10 from https://dot.net/download, or give the same command with --install-dotnet.'
}

if (-not (Test-Current)) {
    # Of several doors opened at once, one builds and the others wait for it.
    $mutex = New-Object System.Threading.Mutex($false, 'torch-tensorrt-release-door')
    try { [void] $mutex.WaitOne() } catch [System.Threading.AbandonedMutexException] { }
    try {
        if (-not (Test-Current)) {
            # Made first, so that the build changes no folder that is looked at.
            foreach ($project in @('build') + (Get-ChildItem (Join-Path $PSScriptRoot 'src') -Directory | ForEach-Object { "src/$($_.Name)" })) {
                foreach ($name in 'bin', 'obj') { New-Item -Path (Join-Path $PSScriptRoot "$project/$name") -ItemType Directory -Force | Out-Null }
            }
            $begun = [DateTime]::UtcNow
            [Console]::Error.WriteLine('building the release program')
            Push-Location $PSScriptRoot
            try { $output = & $dotnet build build/Build.csproj --configuration Release --verbosity quiet --nologo 2>&1 } finally { Pop-Location }
            if ($LASTEXITCODE -ne 0) {
                $output | ForEach-Object { [Console]::Error.WriteLine($_) }
                Stop-Door 'TR9030: the release program does not build. Next: mend the errors above.'
            }
            New-Item -Path $stamp -ItemType File -Force | Out-Null
            (Get-Item $stamp).LastWriteTimeUtc = $begun
        }
    }
    finally { $mutex.ReleaseMutex() }
}

& $dotnet $program @args
exit $LASTEXITCODE
