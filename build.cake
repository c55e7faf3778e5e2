// Every target of build.sh. Each task is one idea; shared means are at the end.
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IO = System.IO;

var root = Context.Environment.WorkingDirectory.FullPath;
var artifacts = IO.Path.Combine(root, "artifacts");
var hub = IO.Path.Combine(artifacts, "pihub");
var staging = IO.Path.Combine(artifacts, "staging");
var packages = IO.Path.Combine(artifacts, "packages");
var results = IO.Path.Combine(artifacts, "test-results");
var stamp = IO.Path.Combine(artifacts, "build-stamp.txt");
var hostProject = IO.Path.Combine("host", "PiHub.Host");
var rid = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";
var quiet = new[] { "-nologo", "-verbosity:quiet", "-maxcpucount" };
var isBuilt = false;

Task("compare").Does(() => isBuilt = IO.File.Exists(stamp) && IO.File.ReadAllText(stamp) == Fingerprint());

Task("restore").IsDependentOn("compare").WithCriteria(() => !isBuilt)
    .Does(() => Dotnet(["restore", "PiHub.sln", "--verbosity", "quiet"]));

// The committed lock files hold for every machine, so what only this machine's publish needs is restored beside them.
Task("host").IsDependentOn("restore").WithCriteria(() => !isBuilt).Does(() =>
{
    string[] native = ["-r", rid, "-p:PublishReadyToRun=true"];
    string[] ownLock = ["-p:RestoreLockedMode=false", "-p:NuGetLockFilePath=obj/native.lock.json"];
    string[] publish = ["publish", hostProject, "-c", "Release", "--no-restore", "-o", staging, "-p:IsTransformWebConfigDisabled=true", .. quiet];
    DeleteFolder(staging);
    if (Exec("dotnet", ["restore", hostProject, .. native, .. ownLock, "--verbosity", "quiet"], isSilent: true) == 0)
    {
        Dotnet([.. publish, "--self-contained", "false", .. native]);
        return;
    }

    Say($"The packs for {rid} cannot be restored: building a portable hub, which starts slower.");
    Dotnet(["restore", hostProject, "--verbosity", "quiet"]);
    Dotnet([.. publish, "-p:UseAppHost=false"]);
    var launcher = IO.Path.Combine(staging, "pihub");
    IO.File.WriteAllText(launcher, "#!/bin/sh\nexec dotnet \"$(dirname \"$(readlink -f \"$0\")\")/pihub.dll\" \"$@\"\n");
    IO.File.SetUnixFileMode(launcher, IO.File.GetUnixFileMode(launcher)
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
});

// A driver's or plugin's build output is its package; only what the host lends is left out.
Task("plugins").IsDependentOn("host").WithCriteria(() => !isBuilt).Does(() =>
{
    var projects = Projects("hal/drivers").Concat(Projects("plugins")).ToList();
    var traversal = IO.Path.Combine(artifacts, "plugins.proj");
    if (projects.Count > 0)
    {
        new XElement("Project", new XElement("Target", new XAttribute("Name", "Build"), new XElement("MSBuild",
            new XAttribute("Projects", string.Join(';', projects)), new XAttribute("BuildInParallel", true)))).Save(traversal);
        Dotnet(["msbuild", traversal, "-p:Configuration=Release", .. quiet]);
    }

    foreach (var project in projects)
    {
        var output = Output(project);
        var id = Id(output);
        CopyFolder(output, IO.Path.Combine(staging, "plugins", id), file => !file.StartsWith("PiHub.Sdk.", StringComparison.Ordinal));
    }
});

Task("build").IsDependentOn("plugins").Does(() =>
{
    if (isBuilt)
    {
        return;
    }

    DeleteFolder(hub);
    IO.Directory.Move(staging, hub);
    IO.File.WriteAllText(stamp, Fingerprint());
});

Task("run").IsDependentOn("build"); // build.sh becomes the hub, so that signals reach it.

Task("bench").IsDependentOn("build") // Likewise.
    .Does(() => Compile(IO.Path.Combine("tests", "PiHub.Benchmarks", "PiHub.Benchmarks.csproj")));

Task("test-tools").Does(() =>
{
    string[] needed =
        [
            "mosquitto", "mosquitto-clients", "python3-paho-mqtt", "python3-aiosmtpd", "chromium", "nginx-light", "postgresql", "influxdb",
            "victoria-metrics",
        ];
    var missing = needed.Where(name => !Answer("dpkg-query", ["-W", "-f=${Status}", name]).EndsWith(" installed")).ToArray();
    if (missing.Length == 0)
    {
        return;
    }

    var names = string.Join(' ', missing);
    var isRoot = Answer("id", ["-u"]) == "0";
    if (!isRoot && Exec("sudo", ["-n", "true"], isSilent: true) != 0)
    {
        throw new CakeException($"The tests need Debian packages. Run: sudo apt-get update && sudo apt-get install {names}");
    }

    Say($"Installing what the tests need: {names}");
    foreach (var command in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", .. missing] })
    {
        string[] line = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", .. command];
        Must(isRoot ? line : ["sudo", "-n", .. line], isSilent: true);
    }
});

Task("test-build").IsDependentOn("build").Does(() => Compile("PiHub.sln"));

Task("test").IsDependentOn("test-tools").IsDependentOn("test-build").Does(() =>
{
    DeleteFolder(results);
    IO.Directory.CreateDirectory(results);
    Say($"{"",-40}{"passed",8}{"failed",8}{"skipped",8}{"time",9}");
    var runs = new List<TestRun>();
    if (IO.File.Exists(IO.Path.Combine("host", "web", "package.json")))
    {
        runs.Add(Report(TestWeb()));
    }

    runs.AddRange(TestProjects().Select(project => Report(TestProject(project))));
    foreach (var line in runs.SelectMany(run => run.Failures))
    {
        Say($"FAILED {line}");
    }

    int passed = runs.Sum(run => run.Passed), failed = runs.Sum(run => run.Failed), skipped = runs.Sum(run => run.Skipped);
    IO.File.WriteAllText(
        IO.Path.Combine(artifacts, "test-summary.txt"),
        $"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}\n");
    if (failed > 0 || passed == 0)
    {
        throw new CakeException("Not every test passed.");
    }
});

Task("package-plugins").IsDependentOn("build").Does(() =>
{
    DeleteFolder(packages);
    IO.Directory.CreateDirectory(packages);
    foreach (var folder in PluginFolders())
    {
        Must([IO.Path.Combine(hub, "pihub"), "plugin", "pack", folder, "--output", packages]);
    }
});

// What authors of plugins outside this repository build against.
Task("package-sdk").IsDependentOn("package-plugins").Does(() =>
{
    foreach (var project in new[] { "PiHub.Sdk", "PiHub.Sdk.Testing", "template" })
    {
        Dotnet(["pack", IO.Path.Combine("sdk", project), "-c", "Release", "-o", packages, .. quiet]);
    }
});

Task("package").IsDependentOn("package-sdk").Does(() =>
{
    var version = XDocument.Load("Directory.Build.props").Descendants("Version").First().Value;
    Must(["packaging/deb/assemble", hub, packages, version]);
    foreach (var file in IO.Directory.GetFiles(packages).Order(StringComparer.Ordinal))
    {
        Say($"{new IO.FileInfo(file).Length / 1024,8} KiB  {IO.Path.GetRelativePath(root, file)}");
    }
});

RunTarget(Argument("target", "build"));

// ---- what tests ran

record TestRun(string Name, int Passed, int Failed, int Skipped, TimeSpan Time, IReadOnlyList<string> Failures);

TestRun Report(TestRun run)
{
    Say($"{run.Name,-40}{run.Passed,8}{run.Failed,8}{run.Skipped,8}{run.Time.TotalSeconds,7:0.0} s");
    return run;
}

TestRun TestWeb()
{
    var report = IO.Path.Combine(results, "web.json");
    var clock = System.Diagnostics.Stopwatch.StartNew();
    if (!IO.Directory.Exists(IO.Path.Combine("host", "web", "node_modules")))
    {
        Must(["npm", "--prefix", "host/web", "ci", "--silent"]);
    }

    var code = Exec("npm", ["--prefix", "host/web", "test", "--silent", "--", "--reporter=json", $"--outputFile={report}"], out var output);
    if (!IO.File.Exists(report))
    {
        return Crashed("host/web", clock.Elapsed, code, output);
    }

    using var json = JsonDocument.Parse(IO.File.ReadAllText(report));
    int Count(string name) => json.RootElement.GetProperty(name).GetInt32();
    bool IsFailed(JsonElement result) => result.GetProperty("status").GetString() == "failed";
    IEnumerable<JsonElement> Failed(JsonElement file) => file.GetProperty("assertionResults").EnumerateArray().Where(IsFailed);
    var files = json.RootElement.GetProperty("testResults").EnumerateArray().Where(IsFailed).ToList();
    var failures = files.SelectMany(Failed)
        .Select(test => $"{test.GetProperty("fullName")}\n{string.Join('\n', test.GetProperty("failureMessages").EnumerateArray())}")
        .Concat(files.Where(file => !Failed(file).Any()).Select(file => $"{file.GetProperty("name")}\n{file.GetProperty("message")}"))
        .ToList();
    var run = new TestRun("host/web", Count("numPassedTests"), failures.Count, Count("numPendingTests"), clock.Elapsed, failures);
    return Checked(run, code, output);
}

TestRun TestProject(string project)
{
    var name = IO.Path.GetFileNameWithoutExtension(project);
    var assembly = IO.Path.Combine(Output(project), $"{name}.dll");
    var clock = System.Diagnostics.Stopwatch.StartNew();
    if (!IO.File.Exists(assembly))
    {
        return Crashed(name, clock.Elapsed, 1, "It was not built: add it to PiHub.sln.");
    }

    var code = Exec(
        "dotnet",
        ["test", assembly, "--logger", $"trx;LogFileName={name}.trx", "--results-directory", results,
            "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none"],
        out var output);
    var report = IO.Path.Combine(results, $"{name}.trx");
    if (!IO.File.Exists(report))
    {
        return Crashed(name, clock.Elapsed, code, output);
    }

    var tests = XDocument.Load(report).Descendants().Where(element => element.Name.LocalName == "UnitTestResult").ToList();
    int Count(string outcome) => tests.Count(test => (string)test.Attribute("outcome") == outcome);
    var failures = tests.Where(test => (string)test.Attribute("outcome") == "Failed")
        .Select(test => $"{test.Attribute("testName")?.Value}\n{Text(test, "Message")}\n{Text(test, "StackTrace")}")
        .ToList();
    var run = new TestRun(name, Count("Passed"), failures.Count, Count("NotExecuted"), clock.Elapsed, failures);
    return Checked(run, code, output);
}

// A run that failed without a failed test, or that found no test, counts as one failure.
TestRun Checked(TestRun run, int exitCode, string output) =>
    run.Failed == 0 && (exitCode != 0 || run.Passed + run.Skipped == 0)
        ? Crashed(run.Name, run.Time, exitCode, output) with { Passed = run.Passed, Skipped = run.Skipped }
        : run;

TestRun Crashed(string name, TimeSpan time, int exitCode, string output) =>
    new(name, 0, 1, 0, time, [$"{name}: no complete result (exit code {exitCode})\n{string.Join('\n', output.Split('\n').TakeLast(40))}"]);

string Text(XElement element, string name) => element.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;

IEnumerable<string> TestProjects() => IO.Directory.GetFiles("tests", "*.csproj", SearchOption.AllDirectories)
    .Where(project => !IO.File.ReadAllText(project).Contains("<IsTestProject>false<", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal);

// ---- projects and plugin folders

IEnumerable<string> Projects(string folder) => !IO.Directory.Exists(folder) ? [] : IO.Directory.GetDirectories(folder)
    .SelectMany(project => IO.Directory.GetFiles(IO.Path.GetFullPath(project), "*.csproj")).Order(StringComparer.Ordinal);

string Output(string project) => IO.Path.Combine(IO.Path.GetDirectoryName(project), "bin", "Release", "net10.0");

string[] PluginFolders() => IO.Directory.Exists(IO.Path.Combine(hub, "plugins"))
    ? [.. IO.Directory.GetDirectories(IO.Path.Combine(hub, "plugins")).Order(StringComparer.Ordinal)] : [];

string Id(string folder)
{
    using var json = JsonDocument.Parse(IO.File.ReadAllText(IO.Path.Combine(folder, "plugin.json")));
    var id = json.RootElement.GetProperty("id").GetString();
    return Regex.IsMatch(id, "^[a-z0-9][a-z0-9-]{0,62}$")
        ? id
        : throw new CakeException($"{folder}/plugin.json: '{id}' is no plugin id.");
}

// Sources by path, size and time, and what was made of them; the same text means that nothing has to be built.
string Fingerprint()
{
    string[] skipped = ["bin", "obj", "node_modules", "dist", "TestResults"];
    IEnumerable<string> Walk(string folder) => IO.Directory.GetFiles(folder).Concat(IO.Directory.GetDirectories(folder)
        .Where(child => !skipped.Contains(IO.Path.GetFileName(child))).SelectMany(Walk));
    var lines = new[] { "sdk", "hal", "host", "plugins", ".config" }.Where(IO.Directory.Exists).SelectMany(Walk)
        .Concat(IO.Directory.GetFiles(".").Where(file => IO.Path.GetExtension(file) is ".props" or ".targets" or ".json" or ".cake"))
        .Select(file => new IO.FileInfo(file)).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")
        .Order(StringComparer.Ordinal).ToList();
    var made = PluginFolders().Append(IO.Path.Combine(hub, "pihub")).Where(path => IO.Path.Exists(path));
    return string.Join('\n', [Answer("dotnet", ["--version"]), .. made, .. lines]);
}

void DeleteFolder(string folder)
{
    if (IO.Directory.Exists(folder))
    {
        IO.Directory.Delete(folder, recursive: true);
    }
}

void CopyFolder(string from, string to, Func<string, bool> isWanted)
{
    foreach (var file in IO.Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => isWanted(IO.Path.GetFileName(file))))
    {
        var copy = IO.Path.Combine(to, IO.Path.GetRelativePath(from, file));
        IO.Directory.CreateDirectory(IO.Path.GetDirectoryName(copy));
        IO.File.Copy(file, copy);
    }
}

// ---- processes

void Say(string line) => Console.WriteLine(line);

void Compile(string project) => Dotnet(["msbuild", project, "-restore", "-p:Configuration=Release", .. quiet]);

void Dotnet(string[] arguments) => Must(["dotnet", .. arguments]);

void Must(string[] line, bool isSilent = false)
{
    if (Exec(line[0], line[1..], isSilent) != 0)
    {
        throw new CakeException($"This failed: {string.Join(' ', line)}");
    }
}

int Exec(string file, string[] arguments, bool isSilent)
{
    if (isSilent)
    {
        return Exec(file, arguments, out _);
    }

    using var process = System.Diagnostics.Process.Start(file, arguments);
    process.WaitForExit();
    return process.ExitCode;
}

int Exec(string file, string[] arguments, out string output)
{
    var text = new System.Text.StringBuilder();
    void Keep(object sender, System.Diagnostics.DataReceivedEventArgs line)
    {
        lock (text)
        {
            text.AppendLine(line.Data);
        }
    }

    using var process = new System.Diagnostics.Process
    {
        StartInfo = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
    };
    process.OutputDataReceived += Keep;
    process.ErrorDataReceived += Keep;
    try
    {
        process.Start();
    }
    catch (System.ComponentModel.Win32Exception)
    {
        output = $"{file} is not installed.";
        return 127;
    }

    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    process.WaitForExit();
    output = text.ToString();
    return process.ExitCode;
}

string Answer(string file, string[] arguments)
{
    Exec(file, arguments, out var output);
    return output.Trim();
}
