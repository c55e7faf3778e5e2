using System.ComponentModel.DataAnnotations;

namespace PiHub.Fixtures.Tunable;

public enum Mode
{
    Off,

    [Display(Name = "Save energy")]
    EnergySaving,

    Full,
}
