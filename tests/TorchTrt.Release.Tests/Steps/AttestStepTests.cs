using System.Text;
using System.Text.Json.Nodes;
using TorchTrt.Release.Artifacts;
using TorchTrt.Release.Attestations;
using TorchTrt.Release.Ports;
using TorchTrt.Release.Steps;
using TorchTrt.Release.Testing;

namespace TorchTrt.Release.Tests.Steps;

public class AttestStepTests
{
    private const string Wheel = "torch_tensorrt-1.1.0-cp310-cp310-linux_x86_64.whl";

    private readonly ToolsFiles disk = new();
    private readonly ToolsReceipts receipts = new();
    private readonly AttestSigner signer = new();
    private readonly SitesMemoryWorkspace files = new SitesMemoryWorkspace().With("py/requirements.txt", "torch==1.11.0+cu113\n").With("py/setup.py", "__tensorrt_version__ = \"8.2\"\n");

    [Fact]
    public async Task The_list_is_sorted_by_name_and_leaves_itself_out()
    {
        disk.With("/out/b.txt", []).With("/out/B.txt", [(byte)'x']);

        (await Step().Carry()).ShouldBeOfType<Done>();

        disk.Text("/out/SHA256SUMS").ShouldBe(
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  B.txt\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.txt\n");
    }

    [Fact]
    public async Task Every_wheel_and_tarball_gets_a_statement_and_is_in_both_bills_of_materials()
    {
        disk.With($"/out/{Wheel}", [1]).With("/out/libtorchtrt.tar.gz", [2]);

        (await Step().Carry()).ShouldBeOfType<Done>();

        disk.Out.ShouldBe(
        [
            "SHA256SUMS", "libtorchtrt.tar.gz", "libtorchtrt.tar.gz.intoto.json", "torch_tensorrt-1.1.0-cp310-cp310-linux_x86_64.whl",
            "torch_tensorrt-1.1.0-cp310-cp310-linux_x86_64.whl.intoto.json", "torch_tensorrt-1.1.0.cdx.json", "torch_tensorrt-1.1.0.spdx.json",
        ]);
        disk.Text("/out/SHA256SUMS").Split('\n').Length.ShouldBe(7);
        foreach (var bill in new[] { "cdx", "spdx" })
        {
            disk.Text($"/out/torch_tensorrt-1.1.0.{bill}.json").ShouldContain(Digest.Of([1]));
            disk.Text($"/out/torch_tensorrt-1.1.0.{bill}.json").ShouldContain("pkg:pypi/torch@1.11.0");
        }
    }

    /// <summary>The whole statement as a consumer gets it.</summary>
    [Fact]
    public async Task A_file_that_was_built_here_says_from_what_with_what_and_where()
    {
        disk.With($"/out/{Wheel}", [1]);
        var facts = new BuildFacts(
            "wheel", new Dictionary<string, string> { ["python"] = "cp310", ["network"] = "none" }, new Dictionary<string, string> { ["docker"] = "20.10.24" },
            [new Material("docker://pytorch/manylinux-builder:cuda11.3", "sha256", new string('c', 64))], AttestHistory.Time, new string('d', 64));
        await Records().Write(Wheel, Digest.Of([1]), new string('5', 64), facts, default);

        await Step().Carry();

        disk.Text($"/out/{Wheel}.intoto.json").ShouldBe("""
            {
              "_type": "https://in-toto.io/Statement/v1",
              "subject": [
                {
                  "name": "torch_tensorrt-1.1.0-cp310-cp310-linux_x86_64.whl",
                  "digest": {
                    "sha256": "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
                  }
                }
              ],
              "predicateType": "https://slsa.dev/provenance/v1",
              "predicate": {
                "buildDefinition": {
                  "buildType": "urn:torch-tensorrt-release:build:wheel:v1",
                  "externalParameters": {
                    "branch": "main",
                    "network": "none",
                    "python": "cp310",
                    "repository": "https://github.com/pytorch/TensorRT",
                    "version": "1.1.0"
                  },
                  "internalParameters": {
                    "tools": {
                      "docker": "20.10.24"
                    }
                  },
                  "resolvedDependencies": [
                    {
                      "uri": "git+https://github.com/pytorch/TensorRT",
                      "digest": {
                        "gitCommit": "0123456789abcdef0123456789abcdef01234567"
                      }
                    },
                    {
                      "uri": "urn:torch-tensorrt-release:source-tree",
                      "digest": {
                        "sha256": "5555555555555555555555555555555555555555555555555555555555555555"
                      }
                    },
                    {
                      "uri": "docker://pytorch/manylinux-builder:cuda11.3",
                      "digest": {
                        "sha256": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
                      }
                    }
                  ]
                },
                "runDetails": {
                  "builder": {
                    "id": "urn:torch-tensorrt-release:builder:this-machine",
                    "version": {
                      "torch-tensorrt-release": "1.0.0"
                    }
                  },
                  "metadata": {
                    "startedOn": "2026-03-14T15:09:26Z",
                    "finishedOn": "2026-03-14T15:12:26Z"
                  },
                  "byproducts": [
                    {
                      "name": "log",
                      "digest": {
                        "sha256": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
                      }
                    }
                  ]
                }
              }
            }

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task A_gathered_file_keeps_the_statement_of_the_machine_that_built_it()
    {
        disk.With($"/out/{Wheel}", [1]);
        await Records().Write(Wheel, Digest.Of([1]), new string('5', 64), new BuildFacts("wheel", new Dictionary<string, string>(), new Dictionary<string, string>(), [], AttestHistory.Time, null), default);
        await Step().Carry();
        var theirs = disk.Text($"/out/{Wheel}.intoto.json");
        disk.With($"/ci/job-1/{Wheel}.intoto.json", Encoding.UTF8.GetBytes(theirs)).Remove($"{Wheel}.intoto.json");
        receipts.Write(BuildRecord.Receipt(Wheel), "");

        await Step(finished: "/ci").Carry();

        disk.Text($"/out/{Wheel}.intoto.json").ShouldBe(theirs);
    }

    [Fact]
    public async Task A_gathered_file_without_a_statement_or_with_that_of_another_file_is_said_to_be_of_unknown_origin()
    {
        disk.With($"/out/{Wheel}", [1]).With($"/ci/{Wheel}.intoto.json", "{\"_type\": \"https://in-toto.io/Statement/v1\"}"u8.ToArray());

        await Step(finished: "/ci").Carry();

        var statement = JsonNode.Parse(disk.Text($"/out/{Wheel}.intoto.json"))!["predicate"]!;
        ((string)statement["buildDefinition"]!["buildType"]!).ShouldBe("urn:torch-tensorrt-release:build:gathered:v1");
        ((string)statement["runDetails"]!["builder"]!["id"]!).ShouldBe("urn:torch-tensorrt-release:builder:unknown");
    }

    [Fact]
    public async Task Equal_releases_have_equal_documents()
    {
        disk.With($"/out/{Wheel}", [1]);
        await Step().Carry();
        var first = disk.Out.ToDictionary(name => name, name => disk.Text($"/out/{name}"));
        foreach (var name in first.Keys.Where(name => name != Wheel)) disk.Remove(name);

        await Step().Carry();

        disk.Out.ToDictionary(name => name, name => disk.Text($"/out/{name}")).ShouldBe(first);
    }

    [Fact]
    public async Task A_file_that_came_later_or_went_makes_everything_be_written_again()
    {
        disk.With($"/out/{Wheel}", [1]).With("/out/libtorchtrt.tar.gz", [2]);
        await Step().Carry();
        disk.Remove("libtorchtrt.tar.gz");

        (await Step().Carry()).ShouldBeOfType<Done>();

        disk.Out.ShouldNotContain("libtorchtrt.tar.gz.intoto.json");
        disk.Text("/out/SHA256SUMS").ShouldNotContain("libtorchtrt");
    }

    [Fact]
    public async Task The_list_is_signed_once_with_every_key_and_again_when_it_changes()
    {
        disk.With($"/out/{Wheel}", [1]);
        SignatureKey[] keys = [new(SignatureMethod.Ssh, "/keys/id"), new(SignatureMethod.Gpg, "manager@example.com")];

        (await Step(keys).Carry()).ShouldBeOfType<Done>().Evidence.ShouldContain("SHA256SUMS.sig signs SHA256SUMS");
        (await Step(keys).Observe(default)).ShouldBeOfType<Done>();
        signer.Signed.ShouldBe(2);

        disk.With("/out/libtorchtrt.tar.gz", [2]);
        (await Step(keys).Carry()).ShouldBeOfType<Done>();
        signer.Signed.ShouldBe(4);
    }

    [Fact]
    public async Task A_signature_of_an_older_list_does_not_stay_beside_a_new_one()
    {
        disk.With($"/out/{Wheel}", [1]);
        await Step(new SignatureKey(SignatureMethod.Minisign, "/keys/m")).Carry();
        disk.With("/out/libtorchtrt.tar.gz", [2]);

        await Step().Carry();

        disk.Out.ShouldNotContain("SHA256SUMS.minisig");
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_said_before_anything_is_written()
    {
        disk.With($"/out/{Wheel}", [1]);
        signer.Lost.Add("/keys/lost");

        (await Step(new SignatureKey(SignatureMethod.Ssh, "/keys/lost")).Observe(default)).ShouldBeOfType<Blocked>().Reasons[0].Code.ShouldBe("TR5311");
    }

    [Fact]
    public async Task A_real_release_is_not_attested_while_a_file_of_the_catalog_is_missing()
    {
        disk.With($"/out/{Wheel}", [1]);

        (await Step(gate: CatalogGate.Enforce).Observe(default)).ShouldBeOfType<Blocked>().Reasons.Select(reason => reason.Where).ShouldBe(["tarball-x86_64", "wheel-x86_64-cp37", "wheel-x86_64-cp38", "wheel-x86_64-cp39"]);
    }

    [Fact]
    public async Task A_rehearsal_says_what_is_missing_and_goes_on()
    {
        disk.With($"/out/{Wheel}", [1]);

        (await Step().Carry()).ShouldBeOfType<Done>().Evidence.ShouldContain("not as the catalog has it: libtorchtrt.tar.gz is missing.");
    }

    [Fact]
    public async Task Without_a_file_there_is_nothing_to_attest()
        => (await Step().Observe(default)).ShouldBeOfType<NotApplicable>();

    [Fact]
    public async Task A_name_that_would_need_escaping_is_refused()
    {
        disk.With("/out/a\\b.txt", [1]);

        (await Should.ThrowAsync<ReleaseException>(Step().Carry)).Errors[0].Code.ShouldBe("TR5301");
    }

    private AttestStep Step(params SignatureKey[] keys) => Step(null, CatalogGate.Report, keys);

    private AttestStep Step(string? finished = null, CatalogGate gate = CatalogGate.Report, params SignatureKey[] keys) => new(
        files, new AttestHistory(), disk, disk, receipts, signer, Records(), ToolsWorld.Target("1.1.0"), new ArtifactSource(finished, "x86_64", null),
        new AttestOptions(gate, keys, AttestWorld.Here, ("torch-tensorrt-release", "1.0.0"), "https://github.com/pytorch/TensorRT", null));

    private BuildRecords Records() => AttestWorld.Records(receipts, "1.1.0");
}
