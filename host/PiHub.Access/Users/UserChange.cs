namespace PiHub.Access.Users;

/// <summary>What came of a change to the users.</summary>
public enum UserChange
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>There is no such user.</summary>
    NotFound = 1,

    /// <summary>Another user has that name.</summary>
    NameTaken = 2,

    /// <summary>It would have left the hub without an owner who can sign in.</summary>
    LastOwner = 3,

    /// <summary>The hub has as many users as it takes.</summary>
    TooMany = 4,
}
