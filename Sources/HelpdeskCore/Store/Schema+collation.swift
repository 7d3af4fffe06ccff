extension Schema {
    /// Subjects are sorted as people expect it, no longer by the numbers of their letters.
    ///
    /// Uses the function `collation_key` of `Store.addFunctions`.
    static let version8 = "UPDATE ticket SET subject_key = collation_key(subject);"
}
