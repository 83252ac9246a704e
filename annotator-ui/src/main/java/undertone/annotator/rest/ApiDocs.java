package undertone.annotator.rest;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/// The description of all calls at `/api/docs`, for signed-in people and programs. A document only:
/// a page that could send requests as its visitor is left out on purpose.
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:undertone/annotator/rest/api-docs.properties")
class ApiDocs {

  private static final String TOKEN = "token";

  @Bean
  OpenAPI undertone() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Undertone")
                .version("v1")
                .description(
                    "Everything a screen can do. Programs send a token made in one's account,"
                        + " `Authorization: Bearer ut_…`. Refusals are problem documents (RFC"
                        + " 9457) with a plain `detail`."))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }
}
