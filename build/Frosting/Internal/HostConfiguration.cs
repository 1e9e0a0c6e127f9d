using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Cake's configuration: the program's settings, <c>cake.config</c>, <c>CAKE_*</c> variables and the command line, later ones winning.</summary>
internal sealed class HostConfiguration(IEnumerable<HostSetting> settings, IFileSystem files, ICakeEnvironment environment, ICakeArguments arguments)
    : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration = new CakeConfigurationProvider(files, environment).CreateConfiguration(
        environment.WorkingDirectory,
        settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        arguments.GetArguments().ToDictionary(argument => argument.Key, argument => argument.Value.LastOrDefault() ?? ""));

    public string GetValue(string key) => _configuration.GetValue(key);
}
