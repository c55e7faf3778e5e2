using System.Text;
using Microsoft.Extensions.Logging;
using PiHub.Automations.Definitions;
using PiHub.Automations.Runs;
using PiHub.Devices;
using PiHub.Notifications;
using PiHub.Sdk.Bus;

namespace PiHub.Automations.Actions;

/// <summary>Does what automations do.</summary>
internal sealed class ActionRunner(
    IBus bus, DeviceCommands commands, INotifications notifications, IJobStarter jobs, TimeProvider time, ILogger<ActionRunner> logger)
{
    // While the disk fails a message is not taken; the automation must not hang on it.
    private static readonly TimeSpan PublishPatience = TimeSpan.FromSeconds(10);

    /// <summary>What an action would do, in words.</summary>
    public static string Describe(AutomationAction action, Circumstances circumstances) => action.Type switch
    {
        "publish" => $"publish to {action.Topic}{(action.Retain == true ? ", retained" : "")}: {Template.Fill(action.Payload ?? "", circumstances)}",
        "command" => $"command {action.Command} of {action.Device}{(action.Arguments is { } arguments ? $" with {arguments.GetRawText()}" : "")}",
        "notify" => $"notify ({action.Severity}): {Template.Fill(action.Title ?? "", circumstances)}"
            + (string.IsNullOrEmpty(action.Text) ? "" : $" | {Template.Fill(action.Text, circumstances)}"),
        _ => $"run the job {action.Job} of {action.Plugin}",
    };

    /// <summary>Does one action.</summary>
    /// <param name="action">The action, checked.</param>
    /// <param name="automation">The automation's id.</param>
    /// <param name="circumstances">What set it off.</param>
    /// <param name="cancellationToken">The hub stops.</param>
    public async Task<ActionOutcome> RunAsync(
        AutomationAction action, string automation, Circumstances circumstances, CancellationToken cancellationToken)
    {
        string text = Describe(action, circumstances);
        try
        {
            (bool isDone, string? message) = action.Type switch
            {
                "publish" => await PublishAsync(action, circumstances, cancellationToken),
                "command" => await CommandAsync(action, cancellationToken),
                "notify" => Notify(action, automation, circumstances),
                _ => Start(action, automation),
            };
            return new ActionOutcome(action.Type ?? "", text, isDone ? ActionStatus.Succeeded : ActionStatus.Failed, message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Boundary: an action fails alone, and its automation says why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (exception is not (BusRejectedException or TimeoutException or ArgumentException))
            {
                Log.ActionFailed(logger, automation, action.Type ?? "", exception);
            }

            return new ActionOutcome(action.Type ?? "", text, ActionStatus.Failed, exception is TimeoutException ? "the message was not taken within 10 s" : exception.Message);
        }
    }

    private async Task<(bool IsDone, string? Message)> PublishAsync(
        AutomationAction action, Circumstances circumstances, CancellationToken cancellationToken)
    {
        var message = new BusMessage
        {
            Topic = action.Topic ?? "",
            Payload = Encoding.UTF8.GetBytes(Template.Fill(action.Payload ?? "", circumstances)),
            Retain = action.Retain == true,
        };
        await bus.PublishAsync(message, cancellationToken).AsTask().WaitAsync(PublishPatience, time, cancellationToken);
        return (true, null);
    }

    private async Task<(bool IsDone, string? Message)> CommandAsync(AutomationAction action, CancellationToken cancellationToken)
    {
        if (action is not { Device: { } device, Command: { } command })
        {
            return (false, "it names no device and command");
        }

        if (commands.Refusal(device, command) is { } refusal)
        {
            return (false, refusal);
        }

        return await commands.SendAsync(device, command, action.Arguments, cancellationToken) switch
        {
            null => (false, $"the device '{device}' did not answer within {DeviceCommands.Patience.TotalSeconds:0} s"),
            { Ok: true } result => (true, result.State),
            { } result => (false, result.Error ?? "the device refused it"),
        };
    }

    private (bool IsDone, string? Message) Notify(AutomationAction action, string automation, Circumstances circumstances)
    {
        notifications.Raise(new Notification
        {
            Kind = "automation",
            Subject = automation,
            Severity = action.Severity switch
            {
                "error" => NotificationSeverity.Error,
                "warning" => NotificationSeverity.Warning,
                _ => NotificationSeverity.Info,
            },
            Title = Template.Fill(action.Title ?? "", circumstances),
            Detail = Template.Fill(action.Text ?? "", circumstances),
            Link = $"/automations/{automation}",
        });
        return (true, null);
    }

    private (bool IsDone, string? Message) Start(AutomationAction action, string automation) =>
        jobs.Start(action.Plugin ?? "", action.Job ?? "", $"automation {automation}") is { } refusal ? (false, refusal) : (true, "started");
}
