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

function Get-Source {
    $files = 'global.json', 'Directory.Build.props', 'Directory.Packages.props', 'build.ps1' | ForEach-Object { Get-Item -LiteralPath (Join-Path $PSScriptRoot $_) }
    $folders = 'build', 'src' | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot $_) -Recurse -File }
    @($files) + @($folders) |
        Where-Object { $_.FullName.Substring($PSScriptRoot.Length) -notmatch '[\\/](bin|obj)[\\/]' -and $_.Name -ne 'packages.lock.json' }
}

function Get-SourceList { (Get-Source | ForEach-Object { $_.FullName } | Sort-Object) -join "`n" }

# The stamp is as old as the beginning of the last build and lists what was built: no file is newer, none was added or removed.
function Test-Current {
    if (-not ((Test-Path -LiteralPath $program) -and (Test-Path -LiteralPath $stamp))) { return $false }
    $built = (Get-Item -LiteralPath $stamp).LastWriteTimeUtc
    if (Get-Source | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { return $false }
    return [IO.File]::ReadAllText($stamp) -ceq (Get-SourceList)
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
            $begun = [DateTime]::UtcNow
            $list = Get-SourceList
            [Console]::Error.WriteLine('building the release program')
            Push-Location $PSScriptRoot
            try { $output = & $dotnet build build/Build.csproj --configuration Release --verbosity quiet --nologo } finally { Pop-Location }
            if ($LASTEXITCODE -ne 0) {
                $output | ForEach-Object { [Console]::Error.WriteLine($_) }
                Stop-Door 'TR9030: the release program does not build. Next: mend the errors above.'
            }
            [IO.File]::WriteAllText($stamp, $list)
            (Get-Item -LiteralPath $stamp).LastWriteTimeUtc = $begun
        }
    }
    finally { $mutex.ReleaseMutex() }
}

& $dotnet $program @args
exit $LASTEXITCODE
