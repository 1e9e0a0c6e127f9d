using Build.CommandLine;

namespace Build.Tests.Options;

public sealed class Registry
{
    [Fact]
    public void Every_option_is_in_the_registry_under_names_of_its_own()
    {
        typeof(Build.Options).GetProperties().Select(property => property.GetValue(null)).OfType<Option>().ShouldBe(Build.Options.All, ignoreOrder: true);
        Build.Options.All.SelectMany(option => option.Aliases.Append(option.Name)).ShouldBeUnique();
    }

    [Fact]
    public void Help_and_the_table_name_every_option_and_variable()
    {
        var help = HelpPage.Render([new TargetDescription("Bump", "Sets the version.")]);

        help.ShouldContain("Bump  Sets the version.");
        foreach (var option in Build.Options.All)
        {
            help.ShouldContain(option.Usage);
            HelpPage.OptionsTable().ShouldContain($"| `{option.Usage}` | {option.Description} |");
        }

        foreach (var variable in Build.Options.Variables) help.ShouldContain(variable.Name);
    }

    [Fact]
    public void Only_the_environment_holds_secrets()
    {
        var environment = new Dictionary<string, string> { ["GITHUB_TOKEN"] = "one-token", ["GH_TOKEN"] = "another-token", ["CI"] = "true" };

        Build.Options.Secrets(environment.GetValueOrDefault).ShouldBe(["one-token", "another-token"]);
        Build.Options.GitHubToken.Read(environment.GetValueOrDefault).ShouldBe("one-token");
    }

    [Fact]
    public void The_second_name_is_read_when_the_first_is_empty()
        => Build.Options.GitHubToken.Read(name => name == "GH_TOKEN" ? "another-token" : "").ShouldBe("another-token");
}
