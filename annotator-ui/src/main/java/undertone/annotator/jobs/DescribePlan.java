package undertone.annotator.jobs;

/// @param model that is to describe the clips, by its name, such as `mae-dfer-tiny-12`
public record DescribePlan(String model) {}
