using System.Runtime.Versioning;
using PiHub.Host.Cli;

[assembly: SupportedOSPlatform("linux")]

// Not by returning: a thread that a plugin left running would keep the process alive.
Environment.Exit(await CommandLine.RunAsync(args));
