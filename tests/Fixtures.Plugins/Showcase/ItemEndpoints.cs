using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace PiHub.Fixtures.Showcase;

/// <summary>Routes of the items.</summary>
internal static class ItemEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/items", (Inventory inventory) => TypedResults.Ok(inventory.All));
        routes.MapGet("/items/{id:int}", Get);
        routes.MapPost("/items", Add);
        routes.MapPut("/items/{id:int}", Change);
        routes.MapDelete("/items/{id:int}", (int id, Inventory inventory) =>
            inventory.Remove(id) ? Results.NoContent() : Results.NotFound());
        routes.MapPost("/items/{id:int}/order", (int id, Order order, Inventory inventory) =>
            TypedResults.Ok(new Answers($"{order.Amount} pieces of {inventory.Find(id)?.Name} are ordered.")));
        routes.MapPost("/items/{id:int}/repair", () => TypedResults.Problem(
            "The workshop is closed until Monday.", title: "No repair today", statusCode: StatusCodes.Status409Conflict));
        routes.MapPost("/items/category", Categorize);
        routes.MapGet("/items.txt", (Inventory inventory) => TypedResults.File(
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', inventory.All.Select(item => item.Name))), "text/plain", "items.txt"));
    }

    private static Results<Ok<Item>, NotFound> Get(int id, Inventory inventory) =>
        inventory.Find(id) is { } item ? TypedResults.Ok(item) : TypedResults.NotFound();

    private static Results<Ok<Item>, ValidationProblem> Add(Item item, Inventory inventory, TimeProvider time)
    {
        Dictionary<string, string[]> errors = ErrorsOf(item, inventory);
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(inventory.Add(item with { ChangedAt = time.GetUtcNow() }));
    }

    private static Results<Ok<Item>, ValidationProblem, NotFound> Change(int id, Item item, Inventory inventory, TimeProvider time)
    {
        if (inventory.Find(id) is not { } before)
        {
            return TypedResults.NotFound();
        }

        Item changed = item with
        {
            Id = id, ChangedAt = time.GetUtcNow(), FilledPercent = before.FilledPercent, ManualBytes = before.ManualBytes,
            LeadTimeSeconds = before.LeadTimeSeconds, State = before.State,
        };
        Dictionary<string, string[]> errors = ErrorsOf(changed, inventory);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        inventory.Put(changed);
        return TypedResults.Ok(changed);
    }

    private static Ok<Answers> Categorize(Bulk bulk, Inventory inventory)
    {
        foreach (int id in bulk.Keys)
        {
            if (inventory.Find(id) is { } item)
            {
                inventory.Put(item with { Category = bulk.Category });
            }
        }

        return TypedResults.Ok(new Answers($"{bulk.Keys.Length} items are in {bulk.Category} now."));
    }

    private static Dictionary<string, string[]> ErrorsOf(Item item, Inventory inventory)
    {
        var errors = new Dictionary<string, string[]>();
        if (inventory.All.Any(other => other.Id != item.Id && other.Name == item.Name))
        {
            errors["name"] = ["There is an item of this name already."];
        }

        for (int i = 0; i < item.Parts?.Count; i++)
        {
            if (item.Parts[i].Amount > 100)
            {
                errors[$"parts[{i}].amount"] = ["More than 100 do not fit into a box."];
            }
        }

        return errors;
    }
}
