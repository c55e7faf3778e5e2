using System.Runtime.Versioning;
using PiHub.Host.Cli;

[assembly: SupportedOSPlatform("linux")]

return await CommandLine.RunAsync(args);
