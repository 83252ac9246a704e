package undertone.annotator.rest;

import java.util.function.LongFunction;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;
import undertone.corpora.RunId;

/// Lets addresses name things by number: `/corpora/{corpus}` becomes a [CorpusId].
@Configuration(proxyBeanMethods = false)
class Numbers implements WebMvcConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    add(registry, CorpusId.class, CorpusId::new);
    add(registry, ClipId.class, ClipId::new);
    add(registry, ProposalId.class, ProposalId::new);
    add(registry, RunId.class, RunId::new);
    add(registry, AccountId.class, AccountId::new);
  }

  private static <T> void add(FormatterRegistry registry, Class<T> type, LongFunction<T> of) {
    Converter<String, T> converter = text -> of.apply(Long.parseLong(text));
    registry.addConverter(String.class, type, converter);
  }
}
