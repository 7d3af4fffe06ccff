/// The version of both programs (Semantic Versioning 2.0).
public enum Version {
    public static let number = "0.2.0"
}
